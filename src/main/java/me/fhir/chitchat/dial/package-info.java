/** Agents of others that this server calls to play a seat: secrets, the conversation with them, losing and finding them. */
@NullMarked
package me.fhir.chitchat.dial;

import org.jspecify.annotations.NullMarked;
