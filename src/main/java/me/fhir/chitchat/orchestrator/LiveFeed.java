package me.fhir.chitchat.orchestrator;

import java.util.List;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Head;
import org.jspecify.annotations.Nullable;

/**
 * One subscription from its backlog into the live stream, without a gap and without a double, whatever is written
 * meanwhile. Its owner calls {@link #backlog} as fast as it can pass events on; until it has caught up nothing live is
 * kept for it, only how far the log has come, so a slow reader of a long backlog costs no memory. Having caught up, the
 * feed gives the guidance snapshot and then lets live events pass.
 */
public final class LiveFeed implements Subscriber {
    private final ConversationStore store;
    private final Subscriptions subscriptions;
    private final Scheduling scheduling;
    private final Request request;
    private final Sink sink;

    private long cursor;
    private long published;
    private long snapshotAt;
    private boolean live;
    private boolean closed;

    /**
     * What somebody wants to hear.
     *
     * @param sinceSeq the backlog starts after it; null for no backlog
     * @param guidance whether to tell whom the floor belongs to; never hidden by the filter
     */
    public record Request(long conversation, @Nullable Long sinceSeq, EventFilter filter, boolean guidance) {}

    /** Where live events go; called one after the other, must not block. */
    public interface Sink {
        void event(Publication event);

        void guidance(Guidance guidance);

        /** The store lost its data: nothing more will come. */
        void lost();
    }

    LiveFeed(ConversationStore store, Subscriptions subscriptions, Scheduling scheduling, Request request, Sink sink) {
        this.store = store;
        this.subscriptions = subscriptions;
        this.scheduling = scheduling;
        this.request = request;
        this.sink = sink;
    }

    /**
     * Registers; the first call of {@link #backlog} comes after this.
     *
     * @param lastSeq the log's newest seq now: without a backlog the feed begins after it, however late it goes live
     */
    void open(long lastSeq) {
        cursor = request.sinceSeq() == null ? lastSeq : request.sinceSeq();
        subscriptions.add(request.conversation(), this);
    }

    /** Ends the subscription: nothing passes after this. */
    public synchronized void close() {
        subscriptions.remove(request.conversation(), this);
        closed = true;
    }

    /**
     * The next page of the backlog; an empty one means that the feed has gone live. For one thread at a time; reads the
     * store.
     */
    public List<Publication> backlog(int limit) {
        while (true) {
            Head head = store.head(request.conversation())
                    .orElseThrow(() -> ConversationException.unknownConversation(request.conversation()));
            long end = head.log().lastSeq();
            List<Publication> page = cursor >= end ? List.of() : page(cursor, end, limit);
            if (!page.isEmpty()) {
                cursor = page.get(page.size() - 1).event().seq();
                return page;
            }
            // Asked to begin ahead of the log, it still begins there.
            cursor = Math.max(cursor, end);
            if (goneLive(head)) {
                return List.of();
            }
        }
    }

    private List<Publication> page(long from, long end, int limit) {
        List<Event> events = store.events(new EventQuery(request.conversation(), from, limit, request.filter()));
        // What was written after the head was read belongs to a later look, or guidance would come before its cause.
        return events.stream()
                .filter(event -> event.seq() <= end)
                .map(Publication::new)
                .toList();
    }

    private synchronized boolean goneLive(Head head) {
        if (published > head.log().lastSeq()) {
            return false;
        }
        if (closed) {
            return true;
        }
        live = true;
        snapshotAt = head.log().lastSeq();
        if (request.guidance()) {
            scheduling.snapshot(head).ifPresent(sink::guidance);
        }
        return true;
    }

    @Override
    public synchronized void published(List<Publication> events, @Nullable Guidance guidance) {
        long last = events.get(events.size() - 1).event().seq();
        published = Math.max(published, last);
        if (closed || !live || last <= snapshotAt) {
            return;
        }
        for (Publication publication : events) {
            if (publication.event().seq() > cursor && request.filter().accepts(publication.event())) {
                sink.event(publication);
            }
        }
        if (guidance != null && request.guidance()) {
            sink.guidance(guidance);
        }
    }

    @Override
    public void lost() {
        sink.lost();
    }
}
