package me.fhir.chitchat.db.predecessor;

import java.util.HashMap;
import java.util.Map;

/** The numbers of imported and skipped rows, as a sentence for the log. For one thread. */
final class ImportCounts {
    private final Map<String, Integer> counts = new HashMap<>();

    void add(String what) {
        add(what, 1);
    }

    void add(String what, int number) {
        counts.merge(what, number, Integer::sum);
    }

    private int of(String what) {
        return counts.getOrDefault(what, 0);
    }

    @Override
    public String toString() {
        String taken = of("scenarios") + " scenarios, " + of("conversations") + " conversations, " + of("events")
                + " events, " + of("attachments") + " attachments, " + of("keys") + " idempotency keys";
        return of("skipped") == 0
                ? taken
                : taken + "; " + of("skipped") + " rows were left out, unreadable or of no conversation";
    }
}
