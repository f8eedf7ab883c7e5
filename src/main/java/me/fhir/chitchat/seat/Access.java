package me.fhir.chitchat.seat;

import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.orchestrator.Orchestrator;

/**
 * Everything that one caller may reach: conversations, what changes them, and the agents that run here. A protocol gets one
 * of these for each caller and knows nothing behind it. For any thread.
 */
public final class Access {
    private final Grants grants;
    private final GuardedStore store;
    private final Orchestrator orchestrator;
    private final GuardedAgents agents;

    Access(Grants grants, GuardedStore store, Orchestrator orchestrator, GuardedAgents agents) {
        this.grants = grants;
        this.store = store;
        this.orchestrator = orchestrator;
        this.agents = agents;
    }

    /** The conversations as the caller may see them. */
    public ConversationStore conversations() {
        return store;
    }

    /** Appends and subscriptions, as far as the caller's rights go. */
    public Orchestrator orchestrator() {
        return orchestrator;
    }

    public GuardedAgents agents() {
        return agents;
    }

    /**
     * A conversation's scenario as far as the caller may see it.
     *
     * @param scenario the whole scenario's JSON text, or {@code null} as JSON when there is none
     */
    public RawJson scenario(long conversation, RawJson scenario) {
        return rights(conversation).scenario(scenario);
    }

    /** The verdict on a conversation as far as the caller may see it. */
    public RawJson verdict(long conversation, RawJson verdict) {
        return rights(conversation).verdict(verdict);
    }

    /** The agent that the caller plays in a conversation, if it has shown a seat's code. */
    public Optional<String> ownAgent(long conversation) {
        return grants.of(conversation)
                .map(grant -> grant.seat().place())
                .filter(place -> place.role() == SeatRole.SEAT)
                .map(Seat.SeatPlace::agentId);
    }

    /**
     * Rejects every caller but the host; in a conversation without seats every caller is one.
     *
     * @throws ConversationException {@code NOT_ALLOWED}; {@code NOT_FOUND} when it does not exist for the caller
     */
    public void requireHost(long conversation) {
        rights(conversation).requireHost();
    }

    /** Whether the caller sees the private traces of an agent. */
    public boolean seesTracesOf(long conversation, String agentId) {
        return rights(conversation).seesTracesOf(agentId);
    }

    /** Whose view of a conversation the caller has: {@code everything}, {@code watch} or {@code seat AGENT}. */
    public String view(long conversation) {
        return rights(conversation).view();
    }

    /** The rights in a conversation; {@code NOT_FOUND} when it does not exist for the caller. */
    Rights rights(long conversation) {
        return store.rights(conversation).orElseThrow(() -> ConversationException.unknownConversation(conversation));
    }

    Grants grants() {
        return grants;
    }
}
