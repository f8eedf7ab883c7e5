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
 * The agents that this server runs, as one caller may start, stop and direct them: in a conversation with seats only
 * its host does, and only those whose seat no external agent holds. Otherwise as {@link AgentHost} and {@link
 * AgentControl}.
 */
public final class GuardedAgents {
    private final AgentHost agents;
    private final AgentControl control;
    private final GuardedStore store;
    private final SeatStore seats;
    private final SeatTakeovers takeovers;

    GuardedAgents(AgentHost agents, GuardedStore store, SeatStore seats, SeatTakeovers takeovers) {
        this.agents = agents;
        this.control = new AgentControl(agents);
        this.store = store;
        this.seats = seats;
        this.takeovers = takeovers;
    }

    public List<EnsuredAgent> ensured(long conversation) {
        requireHost(conversation);
        return agents.ensured(conversation);
    }

    public List<EnsuredAgent> ensure(long conversation, @Nullable List<String> agentIds) {
        if (requireHost(conversation).role() == null) {
            return agents.ensure(conversation, agentIds);
        }
        List<String> wanted = agentIds;
        if (wanted == null) {
            Set<String> taken = control.takenOver(conversation);
            wanted = served(conversation).stream()
                    .filter(agentId -> !taken.contains(agentId))
                    .toList();
        }
        requireServed(conversation, wanted);
        return agents.ensure(conversation, wanted);
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
        Rights rights = requireHost(conversation);
        if (rights.role() != null) {
            requireServed(conversation, List.of(agentId));
        }
        Optional<Integer> turn = control.takeOver(conversation, agentId);
        readPlay(rights, conversation);
        return turn;
    }

    public List<EnsuredAgent> handBack(long conversation, String agentId) {
        Rights rights = requireHost(conversation);
        if (rights.role() != null) {
            requireServed(conversation, List.of(agentId));
        }
        List<EnsuredAgent> ensured = control.handBack(conversation, agentId);
        readPlay(rights, conversation);
        return ensured;
    }

    private void readPlay(Rights rights, long conversation) {
        if (rights.role() != null) {
            takeovers.read(conversation);
        }
    }

    public Set<String> takenOver(long conversation) {
        requireHost(conversation);
        return control.takenOver(conversation);
    }

    /** The agents that the server plays or calls in a conversation with seats. */
    private List<String> served(long conversation) {
        return seats.seats(conversation).stream()
                .filter(seat -> seat.kind() != SeatKind.OPEN)
                .map(seat -> seat.place().agentId())
                .toList();
    }

    /** An agent of the server beside the holder of a seat would speak in the holder's name. */
    private void requireServed(long conversation, List<String> agentIds) {
        List<String> served = served(conversation);
        for (Seat seat : seats.seats(conversation)) {
            String agentId = seat.place().agentId();
            if (agentIds.contains(agentId) && !served.contains(agentId)) {
                throw ConversationException.invalid(
                        "agentId: \"" + agentId + "\" has an open seat; hand the seat to the server first.");
            }
        }
    }

    private Rights requireHost(long conversation) {
        Rights rights =
                store.rights(conversation).orElseThrow(() -> ConversationException.unknownConversation(conversation));
        rights.requireHost();
        return rights;
    }
}
