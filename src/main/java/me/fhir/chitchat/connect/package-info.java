/** The command {@code connect}: plays a seat of a conversation elsewhere with an agent that nobody can reach from outside. */
@NullMarked
package me.fhir.chitchat.connect;

import org.jspecify.annotations.NullMarked;
