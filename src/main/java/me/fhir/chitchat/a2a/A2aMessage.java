package me.fhir.chitchat.a2a;

import java.util.List;
import me.fhir.chitchat.a2a.message.Part;
import org.jspecify.annotations.Nullable;

/**
 * A message of a task (A2A 0.3, section 6.4; 1.0, section 4.1.4).
 *
 * @param user whether the external agent, which is the client, sent it
 * @param metadata the sender's own JSON object, or null
 */
record A2aMessage(
        TaskIds ids,
        String messageId,
        boolean user,
        List<Part> parts,
        @Nullable String metadata) {
    A2aMessage {
        parts = List.copyOf(parts);
    }
}
