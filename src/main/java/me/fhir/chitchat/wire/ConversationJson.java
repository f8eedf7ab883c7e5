package me.fhir.chitchat.wire;

import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.json.JsonWriter;

/** Conversations as they are listed, as JSON text. */
public final class ConversationJson {
    private ConversationJson() {}

    public static void write(JsonWriter json, Conversation conversation) {
        json.beginObject()
                .number("conversation", conversation.id())
                .text("status", conversation.status())
                .raw("metadata", conversation.metadata().text())
                .text("createdAt", Timestamps.format(conversation.createdAt()))
                .text("updatedAt", Timestamps.format(conversation.updatedAt()));
        ImportedJson.write(json, conversation.origin());
        json.endObject();
    }
}
