package me.fhir.chitchat.agent;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * One turn of an agent in one conversation: all it can see and do there. Every call waits for its answer; refusals are
 * {@link me.fhir.chitchat.conversation.ConversationException}. The turn is picked by the server.
 */
public interface TurnContext {
    long conversation();

    String agentId();

    /** The conversation's Meta as it was given, a JSON object. */
    RawJson meta();

    /** The scenario that the conversation plays, a JSON object, as it stands now; empty when there is none. */
    Optional<RawJson> scenario();

    /**
     * Sends a message. The payload is that of the wire ({@code text}, {@code attachments} with content, {@code
     * outcome}, {@code clientRequestId}).
     */
    Receipt sendMessage(RawJson payload, Finality finality) throws InterruptedException;

    /** Writes a private trace; the payload is that of the wire. */
    Receipt sendTrace(RawJson payload) throws InterruptedException;

    /**
     * Ends the conversation in the server's name because this agent cannot go on: outcome {@code errored}, reason
     * {@code agent_failed}.
     */
    Receipt endAsFailed() throws InterruptedException;

    /**
     * Asks the person beside this agent and waits for the answer; both stay in the log as private traces.
     *
     * @param about a JSON object that the person is shown
     * @return the answer, any JSON value
     */
    RawJson askPerson(String question, RawJson about) throws InterruptedException;

    /**
     * A page of the log, this agent's own traces and those of others alike; what it may use of them is its own duty.
     */
    List<Event> events(long afterSeq, int limit, EventQuery.EventFilter filter);

    /** The newest message of another agent. */
    Optional<Event> lastMessageOfOthers();

    /** How many turns this agent has closed so far. */
    int closedTurns();

    Optional<Attachment> attachment(String id);

    /** The document of that name in this conversation, if any. */
    Optional<Attachment> attachmentByDocId(String docId);

    /** The number of the turn that guidance asked for. */
    int turn();

    /** The number of the turn whose closing message ends the conversation in any case. */
    int turnLimit();

    /** Whether the agent may still act; not once it was stopped. */
    boolean active();

    /** The member {@code config} of this agent's entry in the Meta, or null. */
    @Nullable
    RawJson config();
}
