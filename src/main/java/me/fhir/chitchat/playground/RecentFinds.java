package me.fhir.chitchat.playground;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.outbound.card.Inspection;

/**
 * The agents found at addresses a moment ago, so that within a conversation by hand a message is one request and not a search as well.
 * Headers are kept as a digest only. For any thread.
 */
public final class RecentFinds {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MAX = 100;

    private final Clock clock;
    private final Map<String, Find> finds = new LinkedHashMap<>();

    private record Find(Inspection found, Instant at) {}

    public RecentFinds(Clock clock) {
        this.clock = clock;
    }

    /** The agent that answered there with these headers, unless that was long ago. */
    synchronized Optional<Inspection> of(TrialTarget target) {
        Instant oldest = clock.instant().minus(KEPT);
        finds.values().removeIf(find -> find.at().isBefore(oldest));
        return Optional.ofNullable(finds.get(key(target))).map(Find::found);
    }

    /** Keeps one in which an endpoint was found; forgets what was found before. */
    synchronized void keep(TrialTarget target, Inspection found) {
        String key = key(target);
        finds.remove(key);
        if (found.endpoint() == null) {
            return;
        }
        finds.put(key, new Find(found, clock.instant()));
        if (finds.size() > MAX) {
            finds.remove(finds.keySet().iterator().next());
        }
    }

    /** It is not what it was: the next message looks for it again. */
    synchronized void forget(TrialTarget target) {
        finds.remove(key(target));
    }

    private static String key(TrialTarget target) {
        return Sha256.hex(target.url() + "\n" + new TreeMap<>(target.headers().byName()));
    }
}
