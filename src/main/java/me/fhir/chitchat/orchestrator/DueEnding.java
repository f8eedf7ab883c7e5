package me.fhir.chitchat.orchestrator;

import java.time.Instant;

/** A conversation, and when the watchdog ends it if no message comes. */
public record DueEnding(long conversation, Instant at) {}
