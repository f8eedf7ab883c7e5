package me.fhir.chitchat.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a read finds everything that anyone knew of when it began, over whatever connection. */
final class ReadChecks {
    private record Floor(long conversation, long seq) {}

    private final List<Violation> violations;
    private final Map<Long, Long> known = new HashMap<>();
    private final Map<Long, Floor> begun = new HashMap<>();

    ReadChecks(List<Violation> violations) {
        this.violations = violations;
    }

    /** From now on everyone may expect it in the log. */
    void known(long conversation, long seq) {
        known.merge(conversation, seq, Math::max);
    }

    void begun(HistoryEntry.ReadBegun read) {
        long floor = known.getOrDefault(read.conversation(), 0L);
        begun.put(read.read(), new Floor(read.conversation(), floor));
    }

    void done(HistoryEntry.ReadDone read) {
        @Nullable Floor floor = begun.remove(read.read());
        if (floor == null) {
            throw new IllegalArgumentException("read " + read.read() + " was answered but never sent");
        }
        if (read.highest() < floor.seq()) {
            violations.add(new Violation(
                    Violation.Kind.STALE_READ,
                    "read " + read.read() + " of conversation " + floor.conversation() + " ended at seq "
                            + read.highest() + ", but seq " + floor.seq() + " was known when it began"));
        }
        known(floor.conversation(), read.highest());
    }
}
