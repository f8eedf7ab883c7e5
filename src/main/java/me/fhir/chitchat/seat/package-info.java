/** Who may do what in a conversation: its seats, their secret codes, and the one check that every protocol passes. */
@NullMarked
package me.fhir.chitchat.seat;

import org.jspecify.annotations.NullMarked;
