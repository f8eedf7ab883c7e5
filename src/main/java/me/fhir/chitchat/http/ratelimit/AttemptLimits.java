package me.fhir.chitchat.http.ratelimit;

import java.time.Clock;
import java.util.function.Consumer;

/** Makes the limits of attempts, whose counts are common to all servers that work on one database. */
public final class AttemptLimits {
    private final Clock clock;
    private final OtherServers others;

    /** Announces attempts between servers. For any thread. */
    public interface OtherServers {
        /** For a server that has its database for itself. */
        OtherServers NONE = new OtherServers() {
            @Override
            public void announce(String limit, String key) {
                // This server counts for itself.
            }

            @Override
            public void onAnnounced(String limit, Consumer<String> counter) {
                // No other server counts.
            }
        };

        /** Announces one attempt to the others; does not wait for the delivery. */
        void announce(String limit, String key);

        /** Registers what counts the attempts that others announce; must not block. */
        void onAnnounced(String limit, Consumer<String> counter);
    }

    public AttemptLimits(Clock clock, OtherServers others) {
        this.clock = clock;
        this.others = others;
    }

    /**
     * A limit.
     *
     * @param name the same on all servers, and of no other limit
     * @param attempts how many there may be within a minute
     */
    public AttemptLimit limit(String name, int attempts) {
        AttemptLimit limit = new AttemptLimit(clock, attempts, key -> others.announce(name, key));
        others.onAnnounced(name, limit::count);
        return limit;
    }
}
