/** The files of a SQLite database: copies, keys, and whether somebody else changed them. */
@NullMarked
package me.fhir.chitchat.db.file;

import org.jspecify.annotations.NullMarked;
