package me.fhir.chitchat.wire;

import java.util.List;
import java.util.Locale;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.OutcomeKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * How a conversation stands, as one line of a list: of what strangers wrote only as much as a line can hold.
 *
 * @param meta the conversation's Meta
 * @param said the payload of the last message that closed a turn; empty before there is one
 */
public record SummaryRow(ConversationSummary summary, JsonObject meta, JsonObject said) {
    private static final int MOST_CHARACTERS = 300;
    private static final int MOST_AGENTS = 24;

    public static SummaryRow of(ConversationSummary summary) {
        Event last = summary.lastClosing();
        return new SummaryRow(
                summary,
                object(summary.conversation().metadata().text()),
                last == null ? JsonObject.EMPTY : object(last.entry().payload().text()));
    }

    /** How it ended; null while it goes on. */
    public @Nullable OutcomeKind outcome() {
        if (!summary.conversation().completed()) {
            return null;
        }
        return OutcomeKind.ofStatus(outcomeObject().string("status"));
    }

    /** By which address of a bridge it was begun; null when by none. */
    public @Nullable String bridgeConfig64Hash() {
        return custom().string("bridgeConfig64Hash");
    }

    /** All that a search looks at, in lower case. */
    public String searched() {
        return String.join(
                        "\n",
                        String.valueOf(summary.conversation().id()),
                        text(meta, "title"),
                        text(meta, "scenarioId"),
                        String.join("\n", agents()),
                        text(said, "text"),
                        text(outcomeObject(), "reason"))
                .toLowerCase(Locale.ROOT);
    }

    public void append(StringBuilder out) {
        out.append("{\"conversation\":").append(summary.conversation().id());
        out.append(",\"status\":\"").append(summary.conversation().status()).append('"');
        member(out, "title", meta.string("title"));
        member(out, "scenarioId", meta.string("scenarioId"));
        out.append(",\"agents\":");
        JsonArrays.append(out, agents(), (json, id) -> JsonText.appendQuoted(json, cut(id)));
        member(out, "bridge", custom().string("bridge"));
        out.append(",\"turns\":").append(summary.turns());
        out.append(",\"events\":").append(summary.events());
        member(out, "speaking", summary.speaking());
        last(out);
        outcome(out);
        out.append(",\"createdAt\":\"")
                .append(Timestamps.format(summary.conversation().createdAt()));
        out.append("\",\"updatedAt\":\"")
                .append(Timestamps.format(summary.conversation().updatedAt()))
                .append("\"}");
    }

    private void last(StringBuilder out) {
        Event last = summary.lastClosing();
        if (last == null) {
            return;
        }
        out.append(",\"last\":{\"seq\":").append(last.seq());
        out.append(",\"ts\":\"").append(Timestamps.format(last.ts())).append('"');
        member(out, "agentId", last.agentId());
        member(out, "text", text(said, "text"));
        out.append(",\"attachments\":")
                .append(elements(said.raw("attachments")).size())
                .append('}');
    }

    private void outcome(StringBuilder out) {
        OutcomeKind kind = outcome();
        if (kind == null) {
            return;
        }
        out.append(",\"outcome\":{\"kind\":\"").append(kind.word()).append('"');
        member(out, "status", outcomeObject().string("status"));
        member(out, "reason", outcomeObject().string("reason"));
        out.append('}');
    }

    private static void member(StringBuilder out, String name, @Nullable String value) {
        if (value != null) {
            out.append(",\"").append(name).append("\":");
            JsonText.appendQuoted(out, cut(value));
        }
    }

    private JsonObject custom() {
        JsonObject custom = meta.object("custom");
        return custom == null ? JsonObject.EMPTY : custom;
    }

    private JsonObject outcomeObject() {
        JsonObject outcome = said.object("outcome");
        return outcome == null ? JsonObject.EMPTY : outcome;
    }

    private List<String> agents() {
        return elements(meta.raw("agents")).stream()
                .limit(MOST_AGENTS)
                .map(agent -> text(object(agent), "id"))
                .toList();
    }

    private static List<String> elements(@Nullable String list) {
        try {
            return list == null || !list.startsWith("[") ? List.of() : JsonText.elements(list);
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a member of a parsed object must be valid", e);
        }
    }

    private static JsonObject object(String text) {
        try {
            return JsonObject.parse(text);
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("what is stored must be a JSON object", e);
        }
    }

    private static String text(JsonObject object, String name) {
        String text = object.string(name);
        return text == null ? "" : text;
    }

    /** The beginning of a long text, never half a character. */
    private static String cut(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
        return text.substring(0, end) + "…";
    }
}
