/** The path of a message: endpoints and agents call it to append, and it notifies subscribers. */
@NullMarked
package me.fhir.chitchat.orchestrator;

import org.jspecify.annotations.NullMarked;
