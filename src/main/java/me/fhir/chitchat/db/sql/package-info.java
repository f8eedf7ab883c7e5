/** SQL and JDBC without a table of ours: the dialects of both engines, migrations, search, transactions. */
@NullMarked
package me.fhir.chitchat.db.sql;

import org.jspecify.annotations.NullMarked;
