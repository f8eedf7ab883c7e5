package me.fhir.chitchat.agent;

import me.fhir.chitchat.conversation.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * The specification from which an agent of a conversation is created.
 *
 * @param agentClass the word of the Meta, or null when it has none
 * @param config the member {@code config} of the agent's entry in the Meta, or null
 * @param scenario the scenario that the conversation plays, or null
 * @param meta the conversation's whole Meta
 */
public record AgentSpec(
        String agentId,
        @Nullable String agentClass,
        @Nullable RawJson config,
        @Nullable RawJson scenario,
        RawJson meta) {
    /** The word of the Meta, {@code default} when it has none. */
    String className() {
        return agentClass == null ? "default" : agentClass;
    }
}
