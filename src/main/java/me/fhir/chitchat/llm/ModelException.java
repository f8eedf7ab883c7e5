package me.fhir.chitchat.llm;

import org.jspecify.annotations.Nullable;

/** A call that failed for good: which provider, why, whether a retry could help, and a sentence for a person. */
public final class ModelException extends Exception {
    private final transient Failure failure;

    /**
     * What is known of a failed call.
     *
     * @param provider the provider's name
     * @param httpStatus the HTTP status it answered with, or null when none came
     * @param code the provider's own code, if any
     * @param retryable whether the same call could succeed later
     */
    public record Failure(
            String provider,
            @Nullable Integer httpStatus,
            @Nullable String code,
            boolean retryable,
            FailureKind kind,
            Spent spent) {
        public Failure(String provider, @Nullable Integer httpStatus, @Nullable String code, boolean retryable) {
            this(provider, httpStatus, code, retryable, FailureKind.OTHER, Spent.NOTHING);
        }
    }

    /** What a failed call cost all the same, and how far it came. */
    public record Spent(
            @Nullable String model,
            ChatResponse.@Nullable Usage usage,
            @Nullable String finishReason) {
        public static final Spent NOTHING = new Spent(null, null, null);

        public static Spent on(String model) {
            return new Spent(model, null, null);
        }
    }

    public ModelException(Failure failure, String sentence) {
        super(sentence);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }

    /** The sentence for a person; it never holds a key. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
