package me.fhir.chitchat.a2a;

/** By what names a client knows a conversation. */
record TaskIds(long conversation, String taskId, String contextId) {}
