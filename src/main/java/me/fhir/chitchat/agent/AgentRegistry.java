package me.fhir.chitchat.agent;

import java.util.Collection;

/** Remembers which agents this server is to run, over its restarts. Durable when a method returns; for any thread. */
public interface AgentRegistry extends RegisteredAgents {
    void add(long conversation, Collection<String> agentIds);

    void remove(long conversation, Collection<String> agentIds);

    void removeAll(long conversation);
}
