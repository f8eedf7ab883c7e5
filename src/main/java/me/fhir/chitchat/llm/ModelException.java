package me.fhir.chitchat.llm;

import org.jspecify.annotations.Nullable;

/** A call that failed for good: which provider, why, whether a retry could help, and a sentence for a person. */
public final class ModelException extends Exception {
    private final transient FailureDetails failure;

    /**
     * The details of a failed call.
     *
     * @param provider the provider's name
     * @param httpStatus the HTTP status it answered with, or null when none came
     * @param code the provider's own code, if any
     * @param retryable whether the same call could succeed later
     */
    public record FailureDetails(
            String provider,
            @Nullable Integer httpStatus,
            @Nullable String code,
            boolean retryable,
            FailureKind kind,
            SpentOnFailure spent) {
        public FailureDetails(String provider, @Nullable Integer httpStatus, @Nullable String code, boolean retryable) {
            this(provider, httpStatus, code, retryable, kindOf(httpStatus), SpentOnFailure.NOTHING);
        }

        private static FailureKind kindOf(@Nullable Integer httpStatus) {
            return httpStatus == null ? FailureKind.OTHER : FailureKind.ofStatus(httpStatus);
        }

        /** Whether no call to this model can succeed without a change of configuration, account or request. */
        public boolean permanent() {
            return kind.isPermanent() || (httpStatus != null && (httpStatus == 403 || httpStatus == 404));
        }
    }

    /** The cost of a failed call, and its progress. */
    public record SpentOnFailure(
            @Nullable String model,
            ChatResponse.@Nullable TokenUsage usage,
            @Nullable String finishReason) {
        public static final SpentOnFailure NOTHING = new SpentOnFailure(null, null, null);

        public static SpentOnFailure on(String model) {
            return new SpentOnFailure(model, null, null);
        }
    }

    private final String raw;

    public ModelException(FailureDetails failure, String sentence) {
        this(failure, sentence, "");
    }

    /** @param raw what the model wrote, for debugging; empty when nothing */
    public ModelException(FailureDetails failure, String sentence, String raw) {
        super(sentence);
        this.failure = failure;
        this.raw = raw;
    }

    /** The model's unusable text; empty when there is none. */
    public String raw() {
        return raw;
    }

    public FailureDetails failure() {
        return failure;
    }

    /** The sentence for a person; it never holds a key. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
