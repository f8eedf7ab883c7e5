package me.fhir.chitchat.wire;

import me.fhir.chitchat.conversation.Conversation;

/** Conversations as they are listed, as JSON text. */
public final class ConversationJson {
    private ConversationJson() {}

    public static void append(StringBuilder out, Conversation conversation) {
        out.append("{\"conversation\":").append(conversation.id());
        out.append(",\"status\":\"").append(conversation.status());
        out.append("\",\"metadata\":").append(conversation.metadata().text());
        out.append(",\"createdAt\":\"").append(Timestamps.format(conversation.createdAt()));
        out.append("\",\"updatedAt\":\"").append(Timestamps.format(conversation.updatedAt()));
        out.append("\"}");
    }
}
