package me.fhir.chitchat.llm;

import org.jspecify.annotations.Nullable;

/** Which model a caller asks for; what is left out, the catalogue decides. */
public record ModelChoice(
        @Nullable String provider, @Nullable String model) {
    public static final ModelChoice DEFAULT = new ModelChoice(null, null);
}
