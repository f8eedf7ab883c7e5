package me.fhir.chitchat.a2a.client;

import java.util.List;
import me.fhir.chitchat.a2a.message.Part;
import org.jspecify.annotations.Nullable;

/**
 * A message to an agent.
 *
 * @param contextId the agent's name for the conversation; null before it has given one
 * @param taskId the agent's task that it continues; null when it begins one
 */
public record AgentRequest(
        String messageId,
        @Nullable String contextId,
        @Nullable String taskId,
        List<Part> parts) {
    public AgentRequest {
        parts = List.copyOf(parts);
    }
}
