package me.fhir.chitchat.agent;

import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;

/**
 * How many turns an agent that runs here has closed: counted in the store once, and from then on as its conversation's events
 * come by, so that a turn does not cost more the longer the log is. For any thread; the publishing one never waits for the
 * store.
 */
final class ClosedTurns {
    private final ConversationStore store;
    private final long conversation;
    private final String agentId;
    private boolean known;
    private int count;
    /** Up to where the count holds. */
    private long countedTo;
    /** The last event that came by. */
    private long newest;

    ClosedTurns(ConversationStore store, long conversation, String agentId) {
        this.store = store;
        this.conversation = conversation;
        this.agentId = agentId;
    }

    /** An event of the conversation, in the order of its log. */
    synchronized void published(Event event) {
        newest = event.seq();
        if (known && event.seq() > countedTo) {
            countedTo = event.seq();
            if (event.agentId().equals(agentId) && event.finality() != Finality.NONE) {
                count++;
            }
        }
    }

    /** How many there are up to the stored event of that seq, which may not have come by yet. */
    int upTo(long seq) {
        synchronized (this) {
            if (known && countedTo >= seq) {
                return count;
            }
        }
        int read = store.closedTurns(conversation, agentId, seq);
        synchronized (this) {
            // Else what came by meanwhile is not in it, and the next turn asks again.
            if (newest <= seq) {
                known = true;
                count = read;
                countedTo = seq;
            }
        }
        return read;
    }
}
