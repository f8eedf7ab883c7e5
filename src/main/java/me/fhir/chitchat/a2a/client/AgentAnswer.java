package me.fhir.chitchat.a2a.client;

import java.util.List;
import java.util.Set;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * An agent's answer to one message.
 *
 * @param taskId null when it answered without a task
 * @param state the task's state in the words of 0.3, such as {@code input-required}; null without a task
 * @param messages what it said, each message as its parts; those of new artifacts belong to the last one
 * @param outcome {@code metadata.outcome} of the task, which this server's own tasks have; null when there is none
 * @param known fingerprints of the messages and artifacts that were said by now, so that none is said again
 */
public record AgentAnswer(
        @Nullable String taskId,
        @Nullable String contextId,
        @Nullable String state,
        List<List<Part>> messages,
        Json.@Nullable Object outcome,
        Set<String> known) {
    private static final Set<String> FAILED = Set.of("failed", "rejected", "canceled");

    /** Whether the agent's task goes on with the next message. */
    public boolean isOpen() {
        return "input-required".equals(state) || "auth-required".equals(state);
    }

    /** Whether the agent has finished what it was asked for. */
    public boolean isCompleted() {
        return "completed".equals(state);
    }

    /** Whether the agent ended its task without finishing it. */
    public boolean isFailed() {
        return state != null && FAILED.contains(state);
    }

    /** Whether the agent waits for an authorisation. */
    public boolean needsAuthorisation() {
        return "auth-required".equals(state);
    }
}
