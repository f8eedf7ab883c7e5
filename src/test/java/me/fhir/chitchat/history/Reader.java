package me.fhir.chitchat.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.ThreadLocalRandom;

/** Reads a talk while it goes on, as a page of its log or whole. */
final class Reader extends Client {
    private static final double WHOLE = 0.2;
    private static final int OVERLAP = 20;

    private long highest = 1;

    Reader(RunContext run, Talk talk, Viewer viewer) {
        super(run, talk, viewer);
    }

    @Override
    public void run() {
        while (!talk().over()) {
            try {
                read();
                context().pause();
            } catch (LostConnection e) {
                context().pauseBeforeReconnecting();
            }
        }
        disconnect();
    }

    /** Those who do not see everything read for what they must not find. */
    private void read() throws LostConnection {
        boolean recorded = viewer() == talk().reader();
        long number = context().number();
        if (recorded) {
            context().history().add(new HistoryEntry.ReadBegun(number, talk().conversation()));
        }
        try {
            long found = RunContext.chance(WHOLE) ? whole() : page();
            if (recorded) {
                highest = Math.max(highest, found);
                context().history().add(new HistoryEntry.ReadDone(number, found));
            }
        } catch (RefusedCall e) {
            if (recorded && e.definite()) {
                context().history().add(new HistoryEntry.ReadDone(number, 0));
            }
        }
    }

    private long whole() throws LostConnection, RefusedCall {
        return lastOf(call("getConversation", params()).path("events"), 0);
    }

    private long page() throws LostConnection, RefusedCall {
        long after = Math.max(0, highest - 1 - ThreadLocalRandom.current().nextInt(OVERLAP));
        JsonNode page = call("getEventsPage", params().put("afterSeq", after).put("limit", 1000));
        return lastOf(page.path("events"), after);
    }

    private static long lastOf(JsonNode events, long none) {
        return events.isEmpty()
                ? none
                : events.get(events.size() - 1).path("seq").longValue();
    }
}
