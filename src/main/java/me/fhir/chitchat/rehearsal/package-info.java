/** The embedded model: deterministic, without network or key, good enough to rehearse any scenario. */
@NullMarked
package me.fhir.chitchat.rehearsal;

import org.jspecify.annotations.NullMarked;
