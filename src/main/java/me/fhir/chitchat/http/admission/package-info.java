/** Checks of every request before its handler runs: host, origin, media type, and room in memory. */
@NullMarked
package me.fhir.chitchat.http.admission;

import org.jspecify.annotations.NullMarked;
