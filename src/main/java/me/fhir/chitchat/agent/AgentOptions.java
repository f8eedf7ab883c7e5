package me.fhir.chitchat.agent;

import java.util.List;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Manner;
import me.fhir.chitchat.conversation.MannerSetting;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.llm.ModelChoice;
import me.fhir.chitchat.llm.Sampling;
import org.jspecify.annotations.Nullable;

/**
 * The options in {@code config} of agents that use a model.
 *
 * @param maxTokens the longest answer of the model in tokens, or null
 * @param systemPromptExtra added to its instructions; empty when there is nothing to add
 * @param tools the only tools of its role that it may use, or null for all of them
 * @param approve whether a person approves each message before it is sent
 * @param manner how it behaves
 */
public record AgentOptions(
        ModelChoice choice,
        @Nullable Integer maxTokens,
        String systemPromptExtra,
        @Nullable List<String> tools,
        boolean approve,
        Manner manner) {
    /**
     * Reads {@code config}; options of other kinds of agents are ignored.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) naming the field that is wrong
     */
    public static AgentOptions of(@Nullable RawJson config) {
        JsonFields fields = fields(config);
        String extra = text(fields, "systemPromptExtra");
        Long maxTokens = fields.optionalInteger("maxTokens", 1, Integer.MAX_VALUE);
        return new AgentOptions(
                new ModelChoice(text(fields, "provider"), text(fields, "model")),
                maxTokens == null ? null : maxTokens.intValue(),
                extra == null ? "" : extra,
                fields.optionalTexts("tools"),
                fields.flag("approve", false),
                MannerSetting.of(fields).orElse(MannerSetting.COOPERATIVE).manner());
    }

    /** The members of a {@code config}; none when there is none. */
    public static JsonFields fields(@Nullable RawJson config) {
        String text = config == null || config.text().equals("null") ? "{}" : config.text();
        return JsonFields.parse(text, "config", ConversationException.INVALID);
    }

    /** A text that says something, or null. */
    private static @Nullable String text(JsonFields fields, String name) {
        String value = fields.optionalText(name);
        return value == null || value.isBlank() ? null : value;
    }

    AgentOptions with(Manner other) {
        return new AgentOptions(choice, maxTokens, systemPromptExtra, tools, approve, other);
    }

    public Sampling sampling() {
        return new Sampling(null, maxTokens);
    }
}
