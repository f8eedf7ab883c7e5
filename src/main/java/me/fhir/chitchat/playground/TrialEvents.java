package me.fhir.chitchat.playground;

import java.util.function.Consumer;
import me.fhir.chitchat.json.JsonWriter;

/** Takes what happens in a trial, in order; for any thread. */
@FunctionalInterface
public interface TrialEvents {
    /**
     * Takes an event.
     *
     * @param members writes the members of the event's JSON object, at once
     */
    void happened(String event, Consumer<JsonWriter> members);
}
