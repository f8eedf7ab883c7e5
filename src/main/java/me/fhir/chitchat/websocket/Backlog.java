package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.orchestrator.LiveFeed;
import me.fhir.chitchat.orchestrator.Publication;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one connection that are not live yet, and what they have to tell. They catch up one after the
 * other, a page at a time, each page read when the one before is gone.
 */
final class Backlog {
    private static final int PAGE = 100;

    private final Deque<LiveFeed> feeds = new ArrayDeque<>();
    /** All of the first feed. */
    private final Deque<ByteBuffer> messages = new ArrayDeque<>();

    synchronized void add(LiveFeed feed) {
        feeds.add(feed);
    }

    /** Forgets a feed that was ended, with what it had still to tell. */
    synchronized void drop(LiveFeed feed) {
        if (isFirst(feed)) {
            messages.clear();
        }
        feeds.remove(feed);
    }

    synchronized void clear() {
        feeds.clear();
        messages.clear();
    }

    /** The next message, or null. */
    synchronized @Nullable ByteBuffer poll() {
        return messages.poll();
    }

    /** Whether {@link #read} is to be called. */
    synchronized boolean isDue() {
        return messages.isEmpty() && !feeds.isEmpty();
    }

    /** Reads the next page; for one thread at a time, which may have to wait for the store. */
    void read() {
        LiveFeed feed = first();
        if (feed != null && !feed.catchUp(PAGE, listener(feed))) {
            drop(feed);
        }
    }

    private synchronized @Nullable LiveFeed first() {
        return feeds.peek();
    }

    private boolean isFirst(LiveFeed feed) {
        return feeds.peek() == feed;
    }

    private LiveFeed.Listener listener(LiveFeed feed) {
        return new LiveFeed.Listener() {
            @Override
            public void event(Publication event) {
                add(feed, Connection.frame(event));
            }

            @Override
            public void guidance(Guidance guidance) {
                add(feed, Connection.frame(guidance));
            }
        };
    }

    private synchronized void add(LiveFeed feed, ByteBuffer message) {
        // It may have been dropped while its page was read.
        if (isFirst(feed)) {
            messages.add(message);
        }
    }
}
