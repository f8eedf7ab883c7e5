package me.fhir.chitchat.agent;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.runtime.concurrent.Futures;

/**
 * A person's control over an agent of this server: instruct it, answer what it asks, take it over and hand it
 * back. Calls wait for the log's write; for any thread but those that publish. Every method refuses an unknown
 * conversation ({@code NOT_FOUND}) and an agent outside its roster ({@code INVALID_PARAMS}).
 */
public final class AgentControl {
    private final AgentHost host;

    /** For the agents of this host. */
    public AgentControl(AgentHost host) {
        this.host = host;
    }

    /**
     * Gives an agent that runs here an instruction, kept as a private trace {@code user_response}.
     *
     * @return whether it stands in the log already; else it will with the agent's next turn
     * @throws ConversationException {@code INVALID_PARAMS} when the agent does not run here
     */
    public boolean instruct(long conversation, String agentId, String text) throws InterruptedException {
        host.rosters().require(conversation, List.of(agentId));
        Optional<HostedAgent> agent = host.hosted(conversation, agentId);
        if (agent.isEmpty() && host.runsElsewhere(conversation, agentId)) {
            return instructElsewhere(conversation, agentId, text);
        }
        return agent.orElseThrow(() -> notRunning(conversation, agentId)).instruct(text);
    }

    /** Another server runs the agent, which reads the log of its open turn as well. */
    private boolean instructElsewhere(long conversation, String agentId, String text) throws InterruptedException {
        Head head = host.rosters().require(conversation);
        if (!agentId.equals(head.turn().owner())) {
            throw new ConversationException(
                    ErrorCode.TURN_CONFLICT,
                    "Another server runs \"" + agentId
                            + "\", and its turn is not open; send the instruction in its turn.");
        }
        var address =
                new Orchestrator.AppendTarget(conversation, agentId, head.turn().number());
        Futures.get(host.services().orchestrator().trace(address, PersonTraces.instruction(text), Finality.NONE));
        return true;
    }

    /**
     * Answers a {@code user_query} of the agent's open turn; the first answer counts. It need not run just now: an
     * agent that is started again finds the answer.
     *
     * @param response any JSON value
     * @return the receipt of the trace {@code user_response}; a repeat returns the first one
     * @throws ConversationException {@code INVALID_PARAMS} when the agent does not ask this, or a draft waits and the
     *     response does not decide about it; {@code TURN_CONFLICT} when it was answered differently, {@code
     *     CONVERSATION_FINALIZED}
     */
    public Receipt answer(long conversation, String agentId, String queryId, RawJson response) {
        Head head = host.rosters().require(conversation, List.of(agentId));
        if (head.completed()) {
            throw new ConversationException(
                    ErrorCode.CONVERSATION_FINALIZED, "Conversation " + conversation + " has ended; nothing waits.");
        }
        PersonQueries.PersonQuery query = Optional.of(head)
                .filter(open -> agentId.equals(open.turn().owner()))
                .flatMap(open -> PersonQueries.of(host.services().store(), open).find(queryId))
                .orElseThrow(() -> ConversationException.invalid("queryId: agent \"" + agentId
                        + "\" does not ask anything under \"" + queryId + "\" in an open turn."));
        if (PersonTraces.isApprovalId(queryId)) {
            DraftApproval.requireDecision(response);
        }
        Event given = query.answer();
        if (given != null) {
            return accepted(given, queryId, response);
        }
        Receipt receipt = append(
                new Orchestrator.AppendTarget(conversation, agentId, head.turn().number()), queryId, response);
        Event stored = host.services()
                .store()
                .events(EventQuery.all(conversation, receipt.at().seq() - 1, 1))
                .get(0);
        return accepted(stored, queryId, response);
    }

    private Receipt append(Orchestrator.AppendTarget address, String queryId, RawJson response) {
        return Futures.join(
                host.services().orchestrator().trace(address, PersonTraces.answer(queryId, response), Finality.NONE));
    }

    private static Receipt accepted(Event answer, String queryId, RawJson response) {
        boolean same = PersonTraces.response(answer)
                .filter(first -> first.response().equals(response))
                .isPresent();
        if (!same) {
            throw new ConversationException(
                    ErrorCode.TURN_CONFLICT, "Query \"" + queryId + "\" was answered already, in another way.");
        }
        return Receipt.of(answer);
    }

    /**
     * Silences an agent that runs here, so that a person can send messages in its name. What its model answers from now
     * on is not sent. It stays so over restarts until it is handed back; taking it over again changes nothing.
     *
     * @return the turn that waits for the person's message; empty while it is another agent's turn
     * @throws ConversationException {@code INVALID_PARAMS} when the agent does not run here, {@code
     *     CONVERSATION_FINALIZED}
     */
    public Optional<Integer> takeOver(long conversation, String agentId) {
        var unused = host.rosters().require(conversation, List.of(agentId));
        boolean released = takeovers()
                .release(conversation, agentId, () -> host.handovers().toPerson(conversation, agentId));
        // Read afresh: it may have been taken over since.
        if (!released && !takenOver(conversation).contains(agentId)) {
            throw notRunning(conversation, agentId);
        }
        return host.services()
                .scheduling()
                .snapshot(host.rosters().require(conversation, List.of(agentId)))
                .filter(guidance -> guidance.nextAgentId().equals(agentId))
                .map(Guidance::turn);
    }

    /**
     * Lets the server play the agent again. It reads the messages sent meanwhile; a turn that the person left open is
     * played again. Handing back an agent that was not taken over only starts it.
     *
     * @return as {@link AgentHost#ensure}
     * @throws ConversationException as {@link AgentHost#ensure}, and {@code CONVERSATION_FINALIZED}
     */
    public List<EnsuredAgent> handBack(long conversation, String agentId) {
        var unused = host.rosters().require(conversation, List.of(agentId));
        return takeovers().reclaim(conversation, agentId);
    }

    private AgentTakeovers takeovers() {
        return new AgentTakeovers(host, host.registry(), host.locks());
    }

    /** The agents that persons play at the moment. */
    public Set<String> takenOver(long conversation) {
        return host.handovers().takenOver(host.rosters().require(conversation));
    }

    private ConversationException notRunning(long conversation, String agentId) {
        Head head = host.rosters().require(conversation);
        if (head.completed()) {
            return new ConversationException(
                    ErrorCode.CONVERSATION_FINALIZED, "Conversation " + conversation + " has ended.");
        }
        return ConversationException.invalid(
                host.handovers().takenOver(head).contains(agentId)
                        ? "agentId: a person has taken \"" + agentId
                                + "\" over; hand it back with lifecycle.handBack first."
                        : "agentId: \"" + agentId + "\" does not run on this server; start it with lifecycle.ensure.");
    }
}
