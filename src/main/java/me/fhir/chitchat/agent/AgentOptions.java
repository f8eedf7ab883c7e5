package me.fhir.chitchat.agent;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.llm.ModelChoice;
import me.fhir.chitchat.llm.Sampling;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's {@code config} says to agents that use a model.
 *
 * @param maxTokens the longest answer of the model in tokens, or null
 * @param systemPromptExtra added to its instructions; empty when there is nothing to add
 * @param tools the only tools of its role that it may use, or null for all of them
 * @param approve whether a person approves each message before it is sent
 */
public record AgentOptions(
        ModelChoice choice,
        @Nullable Integer maxTokens,
        String systemPromptExtra,
        @Nullable List<String> tools,
        boolean approve) {
    /**
     * Reads {@code config}; what other kinds of agents look for in it is left alone.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) naming the field that is wrong
     */
    public static AgentOptions of(@Nullable RawJson config) {
        JsonObject fields = object(config);
        String extra = text(fields, "systemPromptExtra");
        return new AgentOptions(
                new ModelChoice(text(fields, "provider"), text(fields, "model")),
                maxTokens(fields),
                extra == null ? "" : extra,
                texts(fields, "tools"),
                flag(fields, "approve"));
    }

    public Sampling sampling() {
        return new Sampling(null, maxTokens);
    }

    private static boolean flag(JsonObject fields, String name) {
        if (fields.has(name) && fields.kind(name) != JsonKind.BOOLEAN) {
            throw ConversationException.invalid("config." + name + " must be true or false.");
        }
        return "true".equals(fields.raw(name));
    }

    private static @Nullable Integer maxTokens(JsonObject fields) {
        if (!fields.has("maxTokens")) {
            return null;
        }
        String raw = String.valueOf(fields.raw("maxTokens"));
        if (fields.kind("maxTokens") == JsonKind.INTEGER && raw.length() <= 9 && Integer.parseInt(raw) > 0) {
            return Integer.valueOf(raw);
        }
        throw ConversationException.invalid("config.maxTokens must be a whole number above 0.");
    }

    private static @Nullable List<String> texts(JsonObject fields, String name) {
        if (!fields.has(name)) {
            return null;
        }
        try {
            List<String> texts = new ArrayList<>();
            for (String element : JsonText.elements(String.valueOf(fields.raw(name)))) {
                if (!element.startsWith("\"")) {
                    throw ConversationException.invalid("config." + name + " must hold only strings.");
                }
                texts.add(JsonText.unquote(element));
            }
            return List.copyOf(texts);
        } catch (JsonSyntaxException e) {
            throw ConversationException.invalid("config." + name + " must be a list of strings, not "
                    + fields.kind(name).words() + ".");
        }
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
