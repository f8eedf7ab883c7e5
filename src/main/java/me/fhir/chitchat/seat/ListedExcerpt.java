package me.fhir.chitchat.seat;

import java.util.List;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/** A conversation with seats as a list shows it: title, status and outcome. */
public final class ListedExcerpt {
    private ListedExcerpt() {}

    static Conversation of(Conversation conversation) {
        if (conversation.seating() == Seating.NONE) {
            return conversation;
        }
        Json.Object meta = StoredJson.object(conversation.metadata().text());
        return conversation.withMetadata(
                new RawJson(JsonWriter.object(json -> MetaExcerpt.copy(json, meta, List.of("title")))));
    }

    /** The summary as a list may show it and a search may look at it; unchanged for a conversation without seats. */
    public static ConversationSummary of(ConversationSummary summary) {
        if (summary.conversation().seating() == Seating.NONE) {
            return summary;
        }
        return new ConversationSummary(of(summary.conversation()), 0, 0, null, outcome(summary.lastClosing()));
    }

    /** The message that ended it, without what it says; null while it goes on. */
    private static @Nullable Event outcome(@Nullable Event closing) {
        if (closing == null || closing.finality() != Finality.CONVERSATION) {
            return null;
        }
        Json.Object payload = StoredJson.object(closing.entry().payload().text());
        String outcome = JsonWriter.object(json -> {
            json.text("text", "");
            Json.Object given = payload.object("outcome");
            if (given != null) {
                json.object("outcome", shared -> MetaExcerpt.copy(shared, given, List.of("status")));
            }
        });
        return new Event(
                closing.conversation(),
                closing.at(),
                "",
                closing.ts(),
                new Entry.Message(new RawJson(outcome), Finality.CONVERSATION));
    }
}
