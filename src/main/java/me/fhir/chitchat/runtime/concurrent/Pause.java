package me.fhir.chitchat.runtime.concurrent;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How a thread waits for time to pass; replaceable, so that tests need not wait. */
@FunctionalInterface
public interface Pause {
    /** Lets the thread sleep. */
    Pause SLEEP = time -> TimeUnit.NANOSECONDS.sleep(time.toNanos());

    void take(Duration time) throws InterruptedException;
}
