/** The files of a SQLite database: copies, keys, and whether another process changed them. */
@NullMarked
package me.fhir.chitchat.db.file;

import org.jspecify.annotations.NullMarked;
