package me.fhir.chitchat.orchestrator;

import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.TurnRules;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** The ways in which the server itself ends a conversation: who ends it, with what sentence and what outcome. */
final class Closings {
    private static final String SYSTEM = "system";

    private Closings() {}

    static AppendRequest.Close canceled(long conversation, @Nullable String reason) {
        return new AppendRequest.Close(
                conversation, SYSTEM, message("The conversation was canceled.", reason), null, null);
    }

    static AppendRequest.Close failed(long conversation, String agentId) {
        String text = "The conversation was ended because the agent " + agentId
                + " cannot go on: it has a technical problem on its own side.";
        RawJson payload = new RawJson(JsonWriter.object(
                json -> json.text("text", text).object("outcome", outcome -> outcome.text("status", "errored")
                        .text("reason", "agent_failed")
                        .text("agentId", agentId))));
        return new AppendRequest.Close(
                conversation, SYSTEM, new Entry.Message(payload, Finality.CONVERSATION), null, null);
    }

    static AppendRequest.Close stalled(long conversation) {
        return new AppendRequest.Close(
                conversation,
                TurnRules.WATCHDOG,
                message("The conversation was ended because it made no progress.", "stalled"),
                null,
                null);
    }

    static AppendRequest.Close expired(long conversation, long ageMs) {
        RawJson note = new RawJson(JsonWriter.object(json -> json.text("kind", "note")
                .object("data", data -> data.text("reason", "max_age").number("ageMs", ageMs))));
        return new AppendRequest.Close(
                conversation,
                TurnRules.WATCHDOG,
                message(
                        "The conversation was closed because it has been active for longer than this server allows.",
                        "max_age"),
                new Entry.SystemNote(note),
                null);
    }

    /** Refused by the turn rules when something was added after {@code lastSeq}. */
    static AppendRequest.Close idle(long conversation, long lastSeq, long idleMs) {
        RawJson note = new RawJson(JsonWriter.object(
                json -> json.text("kind", "idle_timeout").object("data", data -> data.number("idleMs", idleMs))));
        return new AppendRequest.Close(
                conversation,
                TurnRules.WATCHDOG,
                message("The conversation was closed because nothing happened for too long.", "idle_timeout"),
                new Entry.SystemNote(note),
                lastSeq);
    }

    private static Entry.Message message(String text, @Nullable String reason) {
        return new Entry.Message(MessagePayload.closing(text, "canceled", reason), Finality.CONVERSATION);
    }
}
