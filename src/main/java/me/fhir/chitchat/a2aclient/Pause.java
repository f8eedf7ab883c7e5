package me.fhir.chitchat.a2aclient;

import java.time.Duration;

/** How the time between two requests is waited for. */
@FunctionalInterface
public interface Pause {
    void take(Duration time) throws InterruptedException;
}
