package me.fhir.chitchat.seat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.agent.AgentControl;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.agent.EnsuredAgent;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * The agents that this server runs, as one caller may start, stop and direct them: in a conversation with seats only its host
 * does. Otherwise as {@link AgentHost} and {@link AgentControl}.
 */
public final class GuardedAgents {
    private final AgentHost agents;
    private final AgentControl control;
    private final GuardedStore store;

    GuardedAgents(AgentHost agents, GuardedStore store) {
        this.agents = agents;
        this.control = new AgentControl(agents);
        this.store = store;
    }

    public List<EnsuredAgent> ensured(long conversation) {
        requireHost(conversation);
        return agents.ensured(conversation);
    }

    public List<EnsuredAgent> ensure(long conversation, @Nullable List<String> agentIds) {
        requireHost(conversation);
        return agents.ensure(conversation, agentIds);
    }

    public void stop(long conversation, @Nullable List<String> agentIds) {
        requireHost(conversation);
        agents.stop(conversation, agentIds);
    }

    public boolean instruct(long conversation, String agentId, String text) throws InterruptedException {
        requireHost(conversation);
        return control.instruct(conversation, agentId, text);
    }

    public Receipt answer(long conversation, String agentId, String queryId, RawJson response) {
        requireHost(conversation);
        return control.answer(conversation, agentId, queryId, response);
    }

    public Optional<Integer> takeOver(long conversation, String agentId) {
        requireHost(conversation);
        return control.takeOver(conversation, agentId);
    }

    public List<EnsuredAgent> handBack(long conversation, String agentId) {
        requireHost(conversation);
        return control.handBack(conversation, agentId);
    }

    public Set<String> takenOver(long conversation) {
        requireHost(conversation);
        return control.takenOver(conversation);
    }

    private void requireHost(long conversation) {
        store.rights(conversation)
                .orElseThrow(() -> ConversationException.unknownConversation(conversation))
                .requireHost();
    }
}
