/** What a request must satisfy before any code that serves it runs: host, origin, media type, and room in memory. */
@NullMarked
package me.fhir.chitchat.admission;

import org.jspecify.annotations.NullMarked;
