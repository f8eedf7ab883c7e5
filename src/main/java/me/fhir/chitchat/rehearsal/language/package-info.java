/**
 * Words, figures, dates and names as five languages write them, and the phrases that a role says. Knows nothing of a scenario.
 */
@NullMarked
package me.fhir.chitchat.rehearsal.language;

import org.jspecify.annotations.NullMarked;
