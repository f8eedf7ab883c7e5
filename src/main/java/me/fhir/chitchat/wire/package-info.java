/** The shapes of the contract as JSON text, written the same way for every protocol. */
@NullMarked
package me.fhir.chitchat.wire;

import org.jspecify.annotations.NullMarked;
