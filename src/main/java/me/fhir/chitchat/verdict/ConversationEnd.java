package me.fhir.chitchat.verdict;

import org.jspecify.annotations.Nullable;

/**
 * How a conversation ended.
 *
 * @param cause who or what ended it
 * @param answerable the agent that is to blame when the ending is not legitimate, or null for none
 * @param legitimate whether the contract allows it
 */
public record ConversationEnd(
        FinalMessage last, Cause cause, @Nullable String answerable, boolean legitimate, String sentence) {
    /**
     * The message that ended it.
     *
     * @param by its author
     */
    public record FinalMessage(
            String by, String status, @Nullable String reason, long seq) {}

    /** The causes of an end. */
    public enum Cause {
        AGENT,
        PERSON,
        SILENCE,
        AGE,
        TURN_LIMIT,
        STALL,
        AGENT_FAILURE;

        /** Whether such an ending says nothing about the agents. */
        boolean isInconclusive() {
            return this == PERSON || this == AGE || this == AGENT_FAILURE;
        }
    }
}
