/** The tables: how each row is read and written, what is cached of it, and the readers' connections. */
@NullMarked
package me.fhir.chitchat.db.rows;

import org.jspecify.annotations.NullMarked;
