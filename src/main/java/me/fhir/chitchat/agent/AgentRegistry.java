package me.fhir.chitchat.agent;

import java.util.Collection;
import java.util.List;

/** Remembers which agents this server is to run, over its restarts. Durable when a method returns; for any thread. */
public interface AgentRegistry extends RegisteredAgents {
    /** Who runs them. */
    default AgentLeases leases() {
        return AgentLeases.ALONE;
    }

    void add(long conversation, Collection<String> agentIds);

    /** Those of one conversation. */
    List<String> registered(long conversation);

    /**
     * Notes that a restart begins the conversation's waiting turn again.
     *
     * @param afterSeq the last message that closed a turn, by which progress is known
     * @return how often that turn was begun again by now, this time included
     */
    int noteReplay(long conversation, long afterSeq);

    void remove(long conversation, Collection<String> agentIds);

    void removeAll(long conversation);
}
