/** The two engines, SQLite and PostgreSQL: how they are opened, checked, locked and limited. */
@NullMarked
package me.fhir.chitchat.db.engine;

import org.jspecify.annotations.NullMarked;
