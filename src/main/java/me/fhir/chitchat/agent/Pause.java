package me.fhir.chitchat.agent;

import java.time.Duration;

/** How an agent waits. */
@FunctionalInterface
public interface Pause {
    /** Lets the thread sleep. */
    Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

    void of(Duration duration) throws InterruptedException;
}
