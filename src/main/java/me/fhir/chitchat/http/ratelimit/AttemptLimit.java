package me.fhir.chitchat.http.ratelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Slows down guessing of a secret: after so many wrong guesses within a minute an address has to wait until the
 * minute is over, with the right one as well. For any thread.
 */
public final class AttemptLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 10_000;

    private final Clock clock;
    private final int guesses;
    private final Consumer<String> others;
    private final Map<String, Misses> byAddress = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Misses> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    private record Misses(int count, Instant until) {
        /** Whether their minute runs; it does not where the clock was set back since. */
        boolean runs(Instant now) {
            return until.isAfter(now) && !until.isAfter(now.plus(WINDOW));
        }
    }

    /**
     * @param guesses how many wrong ones an address has within a minute
     * @param others gets each attempt that is counted here
     */
    AttemptLimit(Clock clock, int guesses, Consumer<String> others) {
        this.clock = clock;
        this.guesses = guesses;
        this.others = others;
    }

    /** How long this address has to wait before its next guess is looked at; zero when it may guess. */
    public synchronized Duration wait(String address) {
        Misses misses = byAddress.get(address);
        Instant now = clock.instant();
        if (misses == null || misses.count() < guesses || !misses.runs(now)) {
            return Duration.ZERO;
        }
        return Duration.between(now, misses.until());
    }

    /** Counts a wrong guess, on the other servers as well. */
    public void missed(String address) {
        count(address);
        others.accept(address);
    }

    /** Counts a wrong guess that was made here or on another server. */
    synchronized void count(String address) {
        Instant now = clock.instant();
        byAddress.merge(
                address,
                new Misses(1, now.plus(WINDOW)),
                (known, first) -> known.runs(now) ? new Misses(known.count() + 1, known.until()) : first);
    }
}
