package me.fhir.chitchat.rehearsal.knowledge;

/**
 * A part of a message.
 *
 * @param question the point that it answers; empty when it has to be understood by itself
 */
record ReplyPart(String question, String text) {}
