package me.fhir.chitchat.runtime.concurrent;

import java.time.Duration;

/** Pauses between attempts, each twice as long as the one before, up to a longest one. For one thread. */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** How long to wait before the next attempt. */
    public Duration next() {
        Duration current = next;
        Duration twice = current.multipliedBy(2);
        next = twice.compareTo(longest) < 0 ? twice : longest;
        return current;
    }

    /** An attempt has succeeded: the next pause is the first one again. */
    public void reset() {
        next = first;
    }
}
