package me.fhir.chitchat.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one request to a provider's server ended. */
public sealed interface Attempt {
    record Answered(ChatResponse response) implements Attempt {}

    /**
     * It failed, perhaps not for good.
     *
     * @param retryAfter the wait before the next request that the provider asks for, when it does
     */
    record Failed(ModelException cause, @Nullable Duration retryAfter) implements Attempt {}
}
