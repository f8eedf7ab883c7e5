package me.fhir.chitchat.bridge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;

/** How many callers may be kept waiting at a time: for each who waits, and for the server. For any thread. */
public final class WaitingCeiling {
    /** How many requests wait for one agent, or one other place, of a conversation. */
    public static final int OF_WAITER = 512;
    /** How many requests, or streams, wait on the whole server. */
    public static final int OF_SERVER = 2_048;

    private final int ofWaiter;
    private final int ofServer;
    private final Map<Waiter, Integer> counts = new ConcurrentHashMap<>();
    private int all;

    /**
     * Who waits.
     *
     * @param place the agent in whose name it is waited, or another name of a place in the conversation
     */
    public record Waiter(long conversation, String place) {}

    /** The ceilings of the server. */
    public WaitingCeiling() {
        this(OF_WAITER, OF_SERVER);
    }

    WaitingCeiling(int ofWaiter, int ofServer) {
        this.ofWaiter = ofWaiter;
        this.ofServer = ofServer;
    }

    /**
     * Counts one more; {@link #leave} has to follow.
     *
     * @throws ConversationException ({@code STORE_UNAVAILABLE}) when too many wait already; nothing is counted then
     */
    public synchronized void enter(Waiter waiter) {
        int own = counts.getOrDefault(waiter, 0);
        if (own >= ofWaiter) {
            throw busy("Too many of your requests wait for this conversation already; let one end, then try again.");
        }
        if (all >= ofServer) {
            throw busy("Too many clients wait on this server; try again in a few seconds.");
        }
        counts.put(waiter, own + 1);
        all++;
    }

    /** One that was counted waits no longer. */
    public synchronized void leave(Waiter waiter) {
        counts.computeIfPresent(waiter, (unused, count) -> count > 1 ? count - 1 : null);
        all--;
    }

    private static ConversationException busy(String sentence) {
        return new ConversationException(ErrorCode.STORE_UNAVAILABLE, sentence);
    }
}
