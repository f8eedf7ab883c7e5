package me.fhir.chitchat.http.wirelog;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps the last exchanges of each address in memory, of those that were used most recently. For any thread. */
public final class ExchangeLog {
    private static final int MAX_PER_CLIENT = 100;
    /** Each has at most two bodies of {@value CutBytes#MAX} bytes: tens of megabytes in all. */
    private static final int MAX = 1_000;

    private final Clock clock;
    private final AtomicLong revisions = new AtomicLong();
    private final Map<String, Deque<Recording>> byOwner = new LinkedHashMap<>(16, 0.75f, true);
    private int kept;

    public ExchangeLog(Clock clock) {
        this.clock = clock;
    }

    /** The owner of what comes to the seats of a conversation. */
    public static String seatsOf(long conversation) {
        return "seats " + conversation;
    }

    /** The owner of what comes to a bridge's address. */
    public static String bridge(String config64Hash) {
        return "bridge " + config64Hash;
    }

    /** A recording that is shown once it is kept. */
    Recording begin(LoggedExchange.LoggedRequest request, AddressSecrets secrets) {
        return new Recording(revisions, clock, request, secrets);
    }

    void keep(String owner, Recording recording) {
        recording.keep();
        synchronized (byOwner) {
            Deque<Recording> own = byOwner.computeIfAbsent(owner, key -> new ArrayDeque<>());
            own.addLast(recording);
            kept++;
            if (own.size() > MAX_PER_CLIENT) {
                own.removeFirst();
                kept--;
            }
            forgetOldest();
        }
    }

    private void forgetOldest() {
        var oldest = byOwner.values().iterator();
        while (kept > MAX && oldest.hasNext()) {
            Deque<Recording> own = oldest.next();
            while (kept > MAX && !own.isEmpty()) {
                own.removeFirst();
                kept--;
            }
            if (own.isEmpty()) {
                oldest.remove();
            }
        }
    }

    /** Exchanges in their order that have changed after a revision; 0 for all. */
    public List<LoggedExchange> of(String owner, long afterRevision) {
        List<Recording> own;
        synchronized (byOwner) {
            own = List.copyOf(byOwner.getOrDefault(owner, new ArrayDeque<>()));
        }
        return own.stream()
                .map(Recording::now)
                .filter(exchange -> exchange.revision() > afterRevision)
                .toList();
    }
}
