package me.fhir.chitchat.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that one observer saw of a conversation, over all its connections: a prefix of what it may see of the log. */
final class Observation {
    private final HistoryEntry.Following begin;
    private final List<LoggedEvent> seen = new ArrayList<>();
    private boolean caughtUp;

    Observation(HistoryEntry.Following begin) {
        this.begin = begin;
    }

    long conversation() {
        return begin.conversation();
    }

    void resumed() {
        caughtUp = false;
    }

    void saw(LoggedEvent event) {
        seen.add(event);
    }

    void caughtUp() {
        caughtUp = true;
    }

    void compare(List<LoggedEvent> log, List<Violation> violations) {
        Map<Long, LoggedEvent> stored = new HashMap<>();
        log.forEach(event -> stored.put(event.seq(), event));
        Set<Long> seqs = new HashSet<>();
        long last = begin.since();
        for (LoggedEvent event : seen) {
            boolean first = seqs.add(event.seq());
            if (event.seq() <= last) {
                add(violations, first ? Violation.Kind.REORDERED : Violation.Kind.OBSERVED_TWICE, event);
            }
            last = Math.max(last, event.seq());
            compare(event, stored.get(event.seq()), violations);
        }
        long end = caughtUp ? Long.MAX_VALUE : last;
        for (LoggedEvent event : log) {
            boolean due = event.seq() > begin.since() && event.seq() <= end;
            if (due && begin.viewer().sees(event) && !seqs.contains(event.seq())) {
                add(violations, Violation.Kind.MISSED, event);
            }
        }
    }

    private void compare(LoggedEvent event, @Nullable LoggedEvent stored, List<Violation> violations) {
        if (stored == null) {
            add(violations, Violation.Kind.LOST, event);
        } else if (begin.viewer().mayNotSee(event)) {
            add(violations, Violation.Kind.LEAKED, event);
        } else if (!event.isNote() && !event.shows(stored)) {
            add(violations, Violation.Kind.CHANGED, event);
        }
    }

    private void add(List<Violation> violations, Violation.Kind kind, LoggedEvent event) {
        violations.add(
                new Violation(kind, begin.observer() + " (" + begin.viewer() + "), observing: " + event.described()));
    }
}
