package me.fhir.chitchat.seat;

import java.util.List;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.conversation.ConversationException;
import org.jspecify.annotations.Nullable;

/**
 * The agents that this server runs, as one caller may start, stop and instruct them: in a conversation with seats only its
 * host does. Otherwise as {@link AgentHost}.
 */
public final class GuardedAgents {
    private final AgentHost agents;
    private final GuardedStore store;

    GuardedAgents(AgentHost agents, GuardedStore store) {
        this.agents = agents;
        this.store = store;
    }

    public List<AgentHost.Ensured> ensured(long conversation) {
        requireHost(conversation);
        return agents.ensured(conversation);
    }

    public List<AgentHost.Ensured> ensure(long conversation, @Nullable List<String> agentIds) {
        requireHost(conversation);
        return agents.ensure(conversation, agentIds);
    }

    public void stop(long conversation, @Nullable List<String> agentIds) {
        requireHost(conversation);
        agents.stop(conversation, agentIds);
    }

    public boolean instruct(long conversation, String agentId, String text) throws InterruptedException {
        requireHost(conversation);
        return agents.instruct(conversation, agentId, text);
    }

    private void requireHost(long conversation) {
        store.rights(conversation)
                .orElseThrow(() -> ConversationException.unknownConversation(conversation))
                .requireHost();
    }
}
