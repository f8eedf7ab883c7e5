package me.fhir.chitchat.conversation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The five kinds of outcome, to which the word of the closing message is normalised. */
public enum OutcomeKind {
    SUCCESS,
    FAILURE,
    NEUTRAL,
    CANCELED,
    ERROR;

    private static final Map<String, OutcomeKind> BY_STATUS = Map.ofEntries(
            Map.entry("success", SUCCESS),
            Map.entry("succeeded", SUCCESS),
            Map.entry("approved", SUCCESS),
            Map.entry("failure", FAILURE),
            Map.entry("failed", FAILURE),
            Map.entry("denied", FAILURE),
            Map.entry("rejected", FAILURE),
            Map.entry("canceled", CANCELED),
            Map.entry("cancelled", CANCELED),
            Map.entry("error", ERROR),
            Map.entry("errored", ERROR));

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OutcomeKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /**
     * The kind of an {@code outcome.status}; an unknown word, such as {@code completed}, is neutral.
     */
    public static OutcomeKind ofStatus(@Nullable String status) {
        String said = status == null ? "" : status.strip().toLowerCase(Locale.ROOT);
        return BY_STATUS.getOrDefault(said, NEUTRAL);
    }
}
