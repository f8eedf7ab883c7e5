/** What a message of A2A holds, as both the server and the client of the protocol read and write it. */
@NullMarked
package me.fhir.chitchat.a2amessage;

import org.jspecify.annotations.NullMarked;
