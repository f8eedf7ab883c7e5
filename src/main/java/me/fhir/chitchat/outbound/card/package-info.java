/** Finds out where, in which version and by which binding an A2A agent takes messages. */
@NullMarked
package me.fhir.chitchat.outbound.card;

import org.jspecify.annotations.NullMarked;
