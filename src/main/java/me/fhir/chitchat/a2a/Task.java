package me.fhir.chitchat.a2a;

import java.util.List;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the protocol shows it (A2A 0.3, section 6.1; 1.0, section 4.1.1).
 *
 * @param artifacts null leaves them out
 * @param history null leaves it out
 * @param outcome how the conversation ended, as a JSON object, or null
 */
record Task(
        TaskIds ids,
        TaskStatus status,
        @Nullable List<Artifact> artifacts,
        @Nullable List<A2aMessage> history,
        @Nullable String outcome) {
    /** Writes the members of the task's {@code metadata}: facts about the conversation behind it. */
    void writeMetadata(JsonWriter json) {
        json.number("conversationId", ids.conversation())
                .optionalRaw("outcome", outcome)
                .optionalRaw(BriefExtension.URI, ids.brief());
    }
}
