package me.fhir.chitchat.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.conversation.OutcomeKind;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFaults;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * How a conversation stands, as one row of a list: of what its participants wrote only as much as a row can hold.
 *
 * @param meta the conversation's Meta
 * @param closing the payload of the last message that closed a turn; empty before there is one
 */
public record SummaryRow(ConversationSummary summary, Json.Object meta, MessagePayload closing) {
    private static final int MAX_AGENTS = 24;

    /** Of each text; indexing the pieces of a longer one takes the writer milliseconds. */
    private static final int MAX_SEARCHED = 1_000;

    public static SummaryRow of(ConversationSummary summary) {
        Event last = summary.lastClosing();
        return new SummaryRow(
                summary,
                StoredJson.object(summary.conversation().metadata().text()),
                last == null ? MessagePayload.EMPTY : MessagePayload.of(last));
    }

    /** How it ended; null while it goes on. */
    public @Nullable OutcomeKind outcome() {
        return summary.conversation().completed() ? closing.outcome().kind() : null;
    }

    /** All that a search looks at, in lower case; of a long text its beginning. */
    public String searched() {
        String reason = closing.outcome().reason();
        List<String> texts = new ArrayList<>(List.of(
                String.valueOf(summary.conversation().id()), fields().text("title"), fields().text("scenarioId")));
        texts.addAll(agents());
        texts.add(closing.text());
        texts.add(reason == null ? "" : reason);
        return texts.stream()
                .map(text -> text.substring(0, Math.min(text.length(), MAX_SEARCHED)))
                .collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
    }

    /**
     * Writes the row.
     *
     * @param more adds members that are not stored
     */
    public void write(JsonWriter json, Consumer<JsonWriter> more) {
        Conversation conversation = summary.conversation();
        json.beginObject()
                .number("conversation", conversation.id())
                .text("status", conversation.status())
                .optionalText("title", cut(meta.text("title")))
                .optionalText("scenarioId", cut(meta.text("scenarioId")))
                .list("agents", agents(), (list, id) -> list.text(cut(id)))
                .optionalText("bridge", cut(custom().optionalText("bridge")))
                .number("turns", summary.turns())
                .number("events", summary.events())
                .optionalText("speaking", cut(summary.speaking()));
        writeLast(json);
        OutcomeKind kind = outcome();
        if (kind != null) {
            json.object("outcome", outcome -> outcome.text("kind", kind.wireName())
                    .optionalText("status", cut(closing.outcome().status()))
                    .optionalText("reason", cut(closing.outcome().reason())));
        }
        json.optionalText("verdict", summary.verdict());
        more.accept(json);
        json.text("createdAt", Timestamps.format(conversation.createdAt()))
                .text("updatedAt", Timestamps.format(conversation.updatedAt()));
        ImportedJson.write(json, conversation.origin());
        json.endObject();
    }

    private void writeLast(JsonWriter json) {
        Event event = summary.lastClosing();
        if (event == null) {
            return;
        }
        json.object("last", last -> last.number("seq", event.seq())
                .text("ts", Timestamps.format(event.ts()))
                .text("agentId", cut(event.agentId()))
                .text("text", cut(closing.text()))
                .number("attachments", closing.attachments().size()));
    }

    private JsonFields fields() {
        return JsonFields.of(meta, "", JsonFaults.IGNORED);
    }

    private JsonFields custom() {
        return fields().object("custom");
    }

    private List<String> agents() {
        return fields().objects("agents").stream()
                .limit(MAX_AGENTS)
                .map(agent -> agent.text("id"))
                .toList();
    }

    /** The beginning of a long text. */
    public static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= Excerpt.MAX_CHARACTERS ? text : Excerpt.of(text) + "…";
    }
}
