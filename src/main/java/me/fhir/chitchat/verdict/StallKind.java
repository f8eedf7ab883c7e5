package me.fhir.chitchat.verdict;

import java.util.Locale;

/** How a conversation stalls. */
public enum StallKind {
    REPEAT,
    CYCLE,
    IDLE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
