package me.fhir.chitchat.a2a;

import org.jspecify.annotations.Nullable;

/**
 * By what names a client knows a conversation.
 *
 * @param brief the brief of the client's role, as JSON text; null when the client does not ask for it
 */
record TaskIds(
        long conversation,
        String taskId,
        String contextId,
        @Nullable String brief) {}
