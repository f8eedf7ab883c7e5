package me.fhir.chitchat.agent;

import java.time.Instant;
import java.util.List;

/** Which agents the server runs, or would run again after a restart. May be called from any thread. */
public interface RegisteredAgents {
    /** All of them, oldest first. */
    List<Registered> registered();

    /** One agent that was ensured in one conversation. */
    record Registered(long conversation, String agentId, Instant createdAt) {}
}
