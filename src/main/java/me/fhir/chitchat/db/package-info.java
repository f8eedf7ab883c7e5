/** The stores over JDBI: the only place that knows SQL. */
@NullMarked
package me.fhir.chitchat.db;

import org.jspecify.annotations.NullMarked;
