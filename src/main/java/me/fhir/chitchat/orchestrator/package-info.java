/** The path of a message: what endpoints and agents call to append, and how subscribers are notified. */
@NullMarked
package me.fhir.chitchat.orchestrator;

import org.jspecify.annotations.NullMarked;
