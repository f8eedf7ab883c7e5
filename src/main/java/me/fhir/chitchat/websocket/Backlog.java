package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.orchestrator.LiveFeed;
import me.fhir.chitchat.orchestrator.Publication;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of one connection that are not live yet, and their stored events. They catch up one after the other, a
 * page at a time; each page is read when the one before was sent.
 */
final class Backlog {
    private static final int PAGE = 100;

    private final OutgoingBytes.Account account;
    private final Deque<LiveFeed> feeds = new ArrayDeque<>();
    /** Events that were read for the first feed and are not sent yet. */
    private final Deque<ByteBuffer> messages = new ArrayDeque<>();

    /** @param account holds the bytes of what was read, until they were sent */
    Backlog(OutgoingBytes.Account account) {
        this.account = account;
    }

    synchronized void add(LiveFeed feed) {
        feeds.add(feed);
    }

    /** Forgets a feed that was ended, and what was read for it. */
    synchronized void drop(LiveFeed feed) {
        if (isFirst(feed)) {
            dropMessages();
        }
        feeds.remove(feed);
    }

    synchronized void clear() {
        feeds.clear();
        dropMessages();
    }

    private void dropMessages() {
        account.release(messages.stream().mapToLong(ByteBuffer::remaining).sum());
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
                add(feed, MessageEncoder.event(event));
            }

            @Override
            public void guidance(Guidance guidance) {
                add(feed, MessageEncoder.guidance(guidance));
            }
        };
    }

    private void add(LiveFeed feed, ByteBuffer message) {
        int bytes = message.remaining();
        account.hold(bytes);
        synchronized (this) {
            // It may have been dropped while its page was read.
            if (isFirst(feed)) {
                messages.add(message);
                return;
            }
        }
        account.release(bytes);
    }
}
