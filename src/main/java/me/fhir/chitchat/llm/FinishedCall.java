package me.fhir.chitchat.llm;

import java.time.Duration;
import java.time.Instant;

/** One call to a model, as it ended, with all its tries. */
public record FinishedCall(ModelRoute route, ChatRequest request, Instant started, Duration took, Ending ending) {
    /** How a call ended. */
    public sealed interface Ending {}

    /** The model answered, usably or not. */
    public record EndedWithAnswer(ChatResponse response) implements Ending {}

    /** There was no answer of the model. */
    public record EndedWithFailure(ModelException cause) implements Ending {}

    /** The caller no longer wanted an answer: its conversation ended, or the server stops. */
    public record Cancelled() implements Ending {}
}
