package me.fhir.chitchat.llm;

import java.time.Duration;

/** A request that no provider was asked because it would cost more, or wait longer, than the operator allows. */
public final class ModelBudgetException extends UnusableRequestException {
    private static final long serialVersionUID = 1;

    private final transient Duration retryAfter;

    ModelBudgetException(String sentence, Duration retryAfter) {
        super(sentence);
        this.retryAfter = retryAfter;
    }

    /** After what time it may be sent again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
