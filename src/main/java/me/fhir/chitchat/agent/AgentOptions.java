package me.fhir.chitchat.agent;

import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.llm.ModelChoice;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's {@code config} says to agents that think with a model.
 *
 * @param systemPromptExtra added to its instructions; empty when there is nothing to add
 */
public record AgentOptions(ModelChoice choice, String systemPromptExtra) {
    /**
     * Reads {@code config}; what other kinds of agents look for in it is left alone.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) naming the field that is wrong
     */
    public static AgentOptions of(@Nullable RawJson config) {
        JsonObject fields = object(config);
        String extra = text(fields, "systemPromptExtra");
        return new AgentOptions(
                new ModelChoice(text(fields, "provider"), text(fields, "model")), extra == null ? "" : extra);
    }

    static JsonObject object(@Nullable RawJson config) {
        if (config == null || config.text().equals("null")) {
            return JsonObject.EMPTY;
        }
        try {
            return JsonObject.parse(config.text());
        } catch (JsonSyntaxException e) {
            throw ConversationException.invalid("An agent's config must be an object: " + e.sentence() + ".");
        }
    }

    private static @Nullable String text(JsonObject fields, String name) {
        JsonKind kind = fields.kind(name);
        if (kind == JsonKind.ABSENT || kind == JsonKind.NULL) {
            return null;
        }
        if (kind != JsonKind.STRING) {
            throw ConversationException.invalid("config." + name + " must be a string, not " + kind.words() + ".");
        }
        String value = fields.string(name);
        return value == null || value.isBlank() ? null : value;
    }
}
