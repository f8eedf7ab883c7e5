package me.fhir.chitchat.agent;

import java.util.List;

/** How a person takes an agent of a server over and hands it back. For any thread but those that publish. */
record AgentTakeovers(AgentHost host, AgentRegistry registry, ConversationLocks locks) {
    /**
     * Silences an agent and forgets it; if {@code note} fails, it plays on.
     *
     * @param note executed when the agent can append nothing more, and before anyone can start it again
     * @return false, without calling {@code note}, when the agent does not run here
     */
    boolean release(long conversation, String agentId, Runnable note) {
        synchronized (locks.of(conversation)) {
            if (host.hosted(conversation, agentId).isEmpty()) {
                return releaseElsewhere(conversation, agentId, note);
            }
            host.hosted(conversation, agentId).ifPresent(HostedAgent::stop);
            try {
                note.run();
            } catch (RuntimeException e) {
                // Whatever it was: without the note the agent plays on.
                host.startAgain(conversation, agentId);
                throw e;
            }
            host.stop(conversation, List.of(agentId));
            return true;
        }
    }

    /** It may run on another server, which stops it when it is notified. */
    private boolean releaseElsewhere(long conversation, String agentId, Runnable note) {
        if (!host.runsElsewhere(conversation, agentId)) {
            return false;
        }
        note.run();
        registry.remove(conversation, List.of(agentId));
        registry.leases().changed();
        return true;
    }

    /**
     * Starts an agent that a person has taken over, or that does not run; atomic against a concurrent takeover.
     *
     * @return as {@link AgentHost#ensure}
     */
    List<EnsuredAgent> reclaim(long conversation, String agentId) {
        synchronized (locks.of(conversation)) {
            if (host.handovers().takenOver(host.rosters().require(conversation)).contains(agentId)) {
                host.handovers().toServer(conversation, agentId);
            }
            return host.ensure(conversation, List.of(agentId));
        }
    }
}
