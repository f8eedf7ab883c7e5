package me.fhir.chitchat.a2a.dial;

import java.time.Clock;
import me.fhir.chitchat.runtime.concurrent.Pause;
import me.fhir.chitchat.seat.SeatUses;

/** What the agents that are called stand on. */
record DialServices(DialStore store, AgentConnector lines, SeatUses uses, DialNotes notes, Clock clock, Pause pause) {}
