package me.fhir.chitchat.scenario;

import java.time.Clock;
import java.util.function.Consumer;

/** Makes the limits of attempts, whose counts are common to all servers that work on one database. */
public final class AttemptLimits {
    private final Clock clock;
    private final OtherServers others;

    /** How servers tell each other of attempts. For any thread. */
    public interface OtherServers {
        /** Nobody to tell. */
        OtherServers NONE = new OtherServers() {
            @Override
            public void tell(String limit, String key) {
                // This server counts for itself.
            }

            @Override
            public void onTold(String limit, Consumer<String> counter) {
                // No other server counts.
            }
        };

        /** Tells the others of one attempt; does not wait until they know. */
        void tell(String limit, String key);

        /** Registers what counts the attempts of others; must not block. */
        void onTold(String limit, Consumer<String> counter);
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
        AttemptLimit limit = new AttemptLimit(clock, attempts, key -> others.tell(name, key));
        others.onTold(name, limit::count);
        return limit;
    }
}
