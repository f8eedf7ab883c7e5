package me.fhir.chitchat.a2a;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something said within a task (A2A 0.3, section 6.4; 1.0, section 4.1.4).
 *
 * @param user whether the external agent said it, who is the client of this protocol
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
