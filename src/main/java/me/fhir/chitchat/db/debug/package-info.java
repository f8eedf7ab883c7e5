/** SQL that an operator asks over the API, read-only and bounded. */
@NullMarked
package me.fhir.chitchat.db.debug;

import org.jspecify.annotations.NullMarked;
