package me.fhir.chitchat.agent;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.runtime.concurrent.Futures;
import org.jspecify.annotations.Nullable;

/**
 * A context over the orchestrator, for one turn. Everything goes into the turn that guidance asked for, so that a late or
 * doubled hint can never make an agent speak out of turn.
 */
public final class OrchestratorTurnContext implements TurnContext {
    private final Orchestrator orchestrator;
    private final ConversationStore store;
    private final AgentSpec spec;
    private final Orchestrator.AppendTarget address;
    private final int turn;
    private final IntSupplier closedTurns;
    private boolean revoked;
    private @Nullable OpenQuery waiting;

    private record OpenQuery(String queryId, CompletableFuture<RawJson> answer) {
        RawJson await() throws InterruptedException {
            return Futures.get(answer);
        }
    }

    /** A context of an agent that may not run here. */
    public OrchestratorTurnContext(
            Orchestrator orchestrator, ConversationStore store, AgentSpec spec, long conversation, int turn) {
        this(
                orchestrator,
                store,
                spec,
                conversation,
                turn,
                () -> store.closedTurns(conversation, spec.agentId(), Long.MAX_VALUE));
    }

    /** @param closedTurns how many the agent had closed when it was asked to play this one */
    OrchestratorTurnContext(
            Orchestrator orchestrator,
            ConversationStore store,
            AgentSpec spec,
            long conversation,
            int turn,
            IntSupplier closedTurns) {
        this.orchestrator = orchestrator;
        this.store = store;
        this.spec = spec;
        this.address = new Orchestrator.AppendTarget(conversation, spec.agentId(), turn);
        this.turn = turn;
        this.closedTurns = closedTurns;
    }

    /** Refuses every append from now on. */
    synchronized void revoke() {
        revoked = true;
    }

    private synchronized void requireActive() throws InterruptedException {
        if (revoked) {
            throw new InterruptedException("the agent was stopped");
        }
    }

    @Override
    public Receipt sendMessage(RawJson payload, Finality finality) throws InterruptedException {
        CompletableFuture<Receipt> sent;
        synchronized (this) {
            requireActive();
            sent = orchestrator.send(address, payload, finality);
        }
        return Futures.get(sent);
    }

    @Override
    public Receipt sendTrace(RawJson payload) throws InterruptedException {
        CompletableFuture<Receipt> sent;
        synchronized (this) {
            requireActive();
            sent = orchestrator.trace(address, payload, Finality.NONE);
        }
        return Futures.get(sent);
    }

    @Override
    public Receipt endAsFailed() throws InterruptedException {
        CompletableFuture<Receipt> sent;
        synchronized (this) {
            requireActive();
            sent = orchestrator.closeFailed(address.conversation(), address.agentId());
        }
        return Futures.get(sent);
    }

    @Override
    public RawJson askPerson(String question, RawJson about) throws InterruptedException {
        OpenQuery query = expect(PersonTraces.newApprovalId(turn));
        sendTrace(PersonTraces.query(query.queryId(), question, about));
        return query.await();
    }

    /** The answer to a query that stands in the log already, as soon as there is one. */
    RawJson answerTo(String queryId) throws InterruptedException {
        OpenQuery query = expect(queryId);
        queries()
                .find(queryId)
                .flatMap(asked -> Optional.ofNullable(asked.answer()))
                .flatMap(PersonTraces::response)
                .ifPresent(this::answered);
        return query.await();
    }

    /** This agent's questions in the open turn. */
    PersonQueries queries() {
        return store.head(address.conversation())
                .filter(head -> address.agentId().equals(head.turn().owner()))
                .map(head -> PersonQueries.of(store, head))
                .orElseThrow(() -> ConversationException.unknownConversation(address.conversation()));
    }

    /** Keeps an answer that comes from now on. */
    private synchronized OpenQuery expect(String queryId) {
        OpenQuery query = new OpenQuery(queryId, new CompletableFuture<>());
        waiting = query;
        return query;
    }

    /** Passes a person's answer on to the turn that waits for it. */
    synchronized void answered(PersonTraces.Response response) {
        if (waiting != null && waiting.queryId().equals(response.queryId())) {
            waiting.answer().complete(response.response());
        }
    }

    /** Gives up what this agent did of the open turn, which is then played again. */
    void startOver() throws InterruptedException {
        CompletableFuture<Receipt> sent;
        synchronized (this) {
            requireActive();
            sent = orchestrator.clearTurn(address.conversation(), address.agentId());
        }
        Futures.get(sent);
    }

    @Override
    public long conversation() {
        return address.conversation();
    }

    @Override
    public String agentId() {
        return address.agentId();
    }

    @Override
    public RawJson meta() {
        return spec.meta();
    }

    @Override
    public Optional<RawJson> scenario() {
        return Optional.ofNullable(spec.scenario());
    }

    @Override
    public List<Event> events(long afterSeq, int limit, EventQuery.EventFilter filter) {
        return store.events(new EventQuery(address.conversation(), afterSeq, limit, filter));
    }

    @Override
    public Optional<Event> lastMessageOfOthers() {
        return store.lastMessageOfOthers(address.conversation(), address.agentId());
    }

    @Override
    public int closedTurns() {
        return closedTurns.getAsInt();
    }

    @Override
    public Optional<Attachment> attachment(String id) {
        return store.attachment(id);
    }

    @Override
    public Optional<Attachment> attachmentByDocId(String docId) {
        return store.attachmentByDocId(address.conversation(), docId);
    }

    @Override
    public int turn() {
        return turn;
    }

    @Override
    public int turnLimit() {
        return store.requireHead(address.conversation()).setup().maxTurns();
    }

    @Override
    public synchronized boolean active() {
        return !revoked;
    }

    @Override
    public @Nullable RawJson config() {
        return spec.config();
    }
}
