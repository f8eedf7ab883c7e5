package me.fhir.chitchat.bridge;

import me.fhir.chitchat.conversation.Event;
import org.jspecify.annotations.Nullable;

/** How a conversation stands, seen by its external agent. */
public sealed interface TaskView {
    /** There is no message yet. */
    record Submitted() implements TaskView {}

    /** Another agent owns the turn. */
    record Working() implements TaskView {}

    /** Another agent closed its turn: the external agent is expected to speak. */
    record InputRequired() implements TaskView {}

    /**
     * It has ended.
     *
     * @param closing the final message
     * @param status the outcome's status, or null when it has none
     * @param reason the outcome's reason, or null
     */
    record Ended(
            Event closing,
            @Nullable String status,
            @Nullable String reason) implements TaskView {}

    /** Whether there is nothing to wait for: the external agent owns the turn, or the conversation is over. */
    default boolean settled() {
        return this instanceof InputRequired || this instanceof Ended;
    }
}
