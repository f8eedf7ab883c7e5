package me.fhir.chitchat.orchestrator;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import me.fhir.chitchat.conversation.EventView;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Head;
import org.jspecify.annotations.Nullable;

/**
 * One subscription that first delivers its backlog and then goes live, without gaps and duplicates, regardless of what
 * is written meanwhile. It delivers the backlog up to the moment it was opened, the guidance that held then, and every
 * event and guidance since. Until it has caught up no live event is queued for it, only the newest seq is kept, so a
 * slow reader of a long backlog costs no memory.
 */
public final class LiveFeed implements Subscriber {
    private final ConversationStore store;
    private final Subscriptions subscriptions;
    private final Scheduling scheduling;
    private final FeedRequest request;
    private final Sink sink;
    private final EventView view;

    private final Head opening;
    /** Events up to this seq are not delivered: the client has them, or asked to start beyond the log's end. */
    private final long deliveredAfter;

    private long cursor;
    private boolean openingGuidanceDone;
    private long published;
    private boolean live;
    private boolean closed;

    /**
     * A client's subscription.
     *
     * @param sinceSeq the backlog starts after it; null for no backlog
     * @param guidance whether to deliver guidance, which the filter never hides
     */
    public record FeedRequest(long conversation, @Nullable Long sinceSeq, EventFilter filter, boolean guidance) {}

    /** Receives events and guidance in the order of the log. */
    public interface Listener {
        void event(Publication event);

        void guidance(Guidance guidance);
    }

    /** Receives what is published once the feed is live; called one after the other, must not block. */
    public interface Sink extends Listener {
        /** The store lost its data: nothing more is delivered. */
        void lost();
    }

    /** A feed that begins at {@code opening}, the head as it is now. */
    LiveFeed(
            ConversationStore store,
            Subscriptions subscriptions,
            Scheduling scheduling,
            FeedRequest request,
            Sink sink,
            Head opening) {
        this.store = store;
        this.subscriptions = subscriptions;
        this.scheduling = scheduling;
        this.request = request;
        this.sink = sink;
        this.view = store.view(request.conversation());
        this.opening = opening;
        this.deliveredAfter = request.sinceSeq() == null ? opening.log().lastSeq() : request.sinceSeq();
        this.cursor = Math.min(deliveredAfter, opening.log().lastSeq());
    }

    /** Registers; the first call of {@link #catchUp} comes after this. */
    void open() {
        subscriptions.add(request.conversation(), this);
    }

    /** Ends the subscription: nothing passes after this. */
    public synchronized void close() {
        subscriptions.remove(request.conversation(), this);
        closed = true;
    }

    /**
     * Delivers the next page of what was written before the feed went live. For one thread at a time; reads the store.
     *
     * @param limit events at most
     * @return false when the feed has gone live; nothing was delivered then
     */
    public boolean catchUp(int limit, Listener listener) {
        if (cursor < opening.log().lastSeq()) {
            page(opening.log().lastSeq(), limit, request.filter()).forEach(event -> deliver(event, listener));
            return true;
        }
        if (!openingGuidanceDone) {
            openingGuidanceDone = true;
            if (request.guidance()) {
                scheduling.snapshot(opening).ifPresent(listener::guidance);
            }
            return true;
        }
        long end = lastStored();
        while (cursor >= end) {
            if (goneLive()) {
                return false;
            }
            end = lastStored();
        }
        // Events that the filter hides may still have caused guidance.
        EventFilter filter = request.guidance() ? EventFilter.ALL : request.filter();
        for (Event event : page(end, limit, filter)) {
            deliver(event, listener);
            if (request.guidance()) {
                scheduling.after(opening.setup(), event).ifPresent(listener::guidance);
            }
        }
        return true;
    }

    private long lastStored() {
        return store.requireHead(request.conversation()).log().lastSeq();
    }

    private List<Event> page(long end, int limit, EventFilter filter) {
        // What was written after the end was read belongs to a later page.
        List<Event> events = store.events(new EventQuery(request.conversation(), cursor, limit, filter)).stream()
                .filter(event -> event.seq() <= end)
                .toList();
        cursor = events.isEmpty() ? end : events.get(events.size() - 1).seq();
        return events;
    }

    private void deliver(Event event, Listener listener) {
        if (accepts(event)) {
            listener.event(new Publication(event));
        }
    }

    private boolean accepts(Event event) {
        return event.seq() > deliveredAfter && request.filter().accepts(event);
    }

    private synchronized boolean goneLive() {
        if (published > cursor && !closed) {
            return false;
        }
        live = true;
        return true;
    }

    /** The event as far as the subscriber may see it; the shared publication when that is all of it. */
    private Optional<Publication> shown(Publication publication) {
        return view.shown(publication.event())
                .map(event -> event.equals(publication.event()) ? publication : new Publication(event));
    }

    @Override
    public synchronized void published(List<Publication> events, @Nullable Guidance guidance) {
        long last = events.get(events.size() - 1).event().seq();
        published = Math.max(published, last);
        if (closed || !live || last <= cursor) {
            return;
        }
        for (Publication publication : events) {
            // Where a gap is read again, what was delivered before comes once more.
            if (publication.event().seq() > cursor && accepts(publication.event())) {
                shown(publication).ifPresent(sink::event);
            }
        }
        cursor = last;
        if (guidance != null && request.guidance()) {
            sink.guidance(guidance);
        }
    }

    @Override
    public synchronized long lastSeq() {
        // Before it is live it reads by itself.
        return live ? cursor : Long.MAX_VALUE;
    }

    @Override
    public void lost() {
        sink.lost();
    }
}
