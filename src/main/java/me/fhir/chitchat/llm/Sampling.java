package me.fhir.chitchat.llm;

import org.jspecify.annotations.Nullable;

/**
 * How a model is to answer; null leaves it to the provider.
 *
 * @param temperature 0 to 2
 * @param maxTokens the longest answer, in tokens, above 0
 */
public record Sampling(
        @Nullable Double temperature, @Nullable Integer maxTokens) {
    public static final Sampling DEFAULT = new Sampling(null, null);
}
