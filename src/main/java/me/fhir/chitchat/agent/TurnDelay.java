package me.fhir.chitchat.agent;

import java.time.Duration;

/** How an agent waits. */
@FunctionalInterface
public interface TurnDelay {
    /** Lets the thread sleep. */
    TurnDelay SLEEP = duration -> Thread.sleep(duration.toMillis());

    void of(Duration duration) throws InterruptedException;
}
