package me.fhir.chitchat.llm;

import java.time.Duration;
import java.util.Optional;

/** When a failed request is worth sending again, and after which pause. */
public record RetryPolicy(int retries, Duration firstPause, Duration longestPause) {
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(8));

    /**
     * The pause before the next try: exponential, between half and all of its length, never shorter than the provider
     * asked for; empty when there is to be no next try.
     *
     * @param retriesDone 0 after the first try
     * @param timeLeft a pause that leaves nothing of it is not worth making
     * @param chance 0 to 1
     */
    Optional<Duration> pause(int retriesDone, Attempt.Failed failed, Duration timeLeft, double chance) {
        if (retriesDone >= retries || !failed.cause().failure().kind().isTransient()) {
            return Optional.empty();
        }
        Duration full = firstPause.multipliedBy(1L << retriesDone);
        long capped = Math.min(full.toNanos(), longestPause.toNanos());
        Duration pause = Duration.ofNanos((long) (capped * (0.5 + chance / 2)));
        Duration asked = failed.retryAfter();
        if (asked != null && asked.compareTo(pause) > 0) {
            pause = asked;
        }
        return pause.compareTo(timeLeft) < 0 ? Optional.of(pause) : Optional.empty();
    }
}
