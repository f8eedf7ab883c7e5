/** The A2A door: protocol 0.3 and 1.0 on one URL, a task being a conversation that a stranger's agent takes part in. */
@NullMarked
package me.fhir.chitchat.a2a;

import org.jspecify.annotations.NullMarked;
