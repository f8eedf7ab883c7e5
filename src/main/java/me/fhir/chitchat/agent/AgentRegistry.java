package me.fhir.chitchat.agent;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Remembers which agents this server is to run, over its restarts. Durable when a method returns; for any thread. */
public interface AgentRegistry {
    /** An agent that was ensured and not stopped. */
    record Registered(long conversation, String agentId, Instant createdAt) {}

    /** All that is remembered, oldest first. */
    List<Registered> all();

    void add(long conversation, Collection<String> agentIds);

    void remove(long conversation, Collection<String> agentIds);

    void removeAll(long conversation);
}
