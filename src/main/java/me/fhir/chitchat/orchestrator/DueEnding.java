package me.fhir.chitchat.orchestrator;

import java.time.Instant;

/** A conversation, and when the watchdog ends it if nobody speaks. */
public record DueEnding(long conversation, Instant at) {}
