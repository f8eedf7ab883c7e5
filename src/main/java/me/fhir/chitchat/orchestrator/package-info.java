/** The path of a message: what doors and agents call to append, and who hears of it. */
@NullMarked
package me.fhir.chitchat.orchestrator;

import org.jspecify.annotations.NullMarked;
