package me.fhir.chitchat.conversation;

import java.util.Locale;
import java.util.Map;
import me.fhir.chitchat.json.WireName;
import org.jspecify.annotations.Nullable;

/** The five kinds of outcome, to which the word of the closing message is normalised. */
public enum OutcomeKind implements WireName {
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

    /**
     * The kind of an {@code outcome.status}; an unknown word, such as {@code completed}, is neutral.
     */
    public static OutcomeKind ofStatus(@Nullable String status) {
        String said = status == null ? "" : status.strip().toLowerCase(Locale.ROOT);
        return BY_STATUS.getOrDefault(said, NEUTRAL);
    }
}
