/** The contents of an A2A message, as both the server and the client of the protocol read and write it. */
@NullMarked
package me.fhir.chitchat.a2a.message;

import org.jspecify.annotations.NullMarked;
