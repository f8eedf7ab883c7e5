package me.fhir.chitchat.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** A provider's secret; it prints as stars, and only the HTTP header sees its text. */
public record ApiKey(String secret) {
    private static final String MASK = "***";
    /** Shorter fragments would mask innocent text. */
    private static final int MIN_MASKED_LENGTH = 6;

    public ApiKey {
        secret = secret.strip();
        if (secret.chars().anyMatch(c -> c <= ' ' || c >= 127)) {
            throw new IllegalArgumentException(
                    "an API key holds a blank, a line break or another character that no key has");
        }
    }

    /** The key of a configuration text; blank counts as none. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static @Nullable ApiKey of(@Nullable String text) {
        return text == null || text.isBlank() ? null : new ApiKey(text);
    }

    /** The text with this key removed. */
    public String maskedIn(String text) {
        return secret.length() < MIN_MASKED_LENGTH ? text : text.replace(secret, MASK);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
