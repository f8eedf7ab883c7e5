package me.fhir.chitchat.agent;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.orchestrator.Orchestrator;
import org.jspecify.annotations.Nullable;

/**
 * A seat over the orchestrator, for one turn. Everything goes into the turn that guidance asked for, so that a late or
 * doubled hint can never make an agent speak out of turn.
 */
final class ConversationSeat implements Seat {
    private final Orchestrator orchestrator;
    private final ConversationStore store;
    private final Casting casting;
    private final Orchestrator.Address address;
    private final int turn;
    private boolean vacated;

    ConversationSeat(Orchestrator orchestrator, ConversationStore store, Casting casting, long conversation, int turn) {
        this.orchestrator = orchestrator;
        this.store = store;
        this.casting = casting;
        this.address = new Orchestrator.Address(conversation, casting.agentId(), turn);
        this.turn = turn;
    }

    /** Takes the agent's voice away: what it has not sent by now it never will. */
    synchronized void vacate() {
        vacated = true;
    }

    private synchronized void requireOccupied() throws InterruptedException {
        if (vacated) {
            throw new InterruptedException("the agent was stopped");
        }
    }

    @Override
    public Receipt say(RawJson payload, Finality finality) throws InterruptedException {
        CompletableFuture<Receipt> sent;
        synchronized (this) {
            requireOccupied();
            sent = orchestrator.send(address, payload, finality);
        }
        return await(sent);
    }

    @Override
    public Receipt think(RawJson payload) throws InterruptedException {
        CompletableFuture<Receipt> sent;
        synchronized (this) {
            requireOccupied();
            sent = orchestrator.trace(address, payload, Finality.NONE);
        }
        return await(sent);
    }

    /** Gives up what this agent did of the open turn, which is then played again. */
    void startOver() throws InterruptedException {
        CompletableFuture<Receipt> sent;
        synchronized (this) {
            requireOccupied();
            sent = orchestrator.clearTurn(address.conversation(), address.agentId());
        }
        await(sent);
    }

    private static Receipt await(CompletableFuture<Receipt> sent) throws InterruptedException {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
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
        return casting.meta();
    }

    @Override
    public Optional<RawJson> scenario() {
        return Optional.ofNullable(casting.scenario());
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
        return store.closedTurns(address.conversation(), address.agentId());
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
        return store.head(address.conversation())
                .orElseThrow(() -> ConversationException.unknownConversation(address.conversation()))
                .setup()
                .maxTurns();
    }

    @Override
    public synchronized boolean occupied() {
        return !vacated;
    }

    @Override
    public @Nullable RawJson config() {
        return casting.config();
    }
}
