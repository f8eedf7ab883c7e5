/** Agents of others that this server calls to play a seat: their secrets, what is said, losing and finding them. */
@NullMarked
package me.fhir.chitchat.a2a.dial;

import org.jspecify.annotations.NullMarked;
