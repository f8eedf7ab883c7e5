/** The domain: conversations, their append-only log, the turn rules, and the port they are stored behind. */
@NullMarked
package me.fhir.chitchat.conversation;

import org.jspecify.annotations.NullMarked;
