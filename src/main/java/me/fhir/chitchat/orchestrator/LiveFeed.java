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
 * meanwhile. It begins at the moment it is opened: whatever its owner takes afterwards, and however slowly, is what a
 * subscriber would have heard who was live from then on: the backlog up to that moment, the guidance that held at it, then
 * every event and every guidance since. Until it has caught up nothing live is kept for it, only how far the log has come,
 * so a slow reader of a long backlog costs no memory.
 */
public final class LiveFeed implements Subscriber {
    private final ConversationStore store;
    private final Subscriptions subscriptions;
    private final Scheduling scheduling;
    private final Request request;
    private final Sink sink;

    private final Head opening;
    /** Events up to this one are never shown: they are known, or the feed begins ahead of the log. */
    private final long shownAfter;

    private long cursor;
    private boolean begun;
    private long published;
    private boolean live;
    private boolean closed;

    /**
     * What somebody wants to hear.
     *
     * @param sinceSeq the backlog starts after it; null for no backlog
     * @param guidance whether to tell whom the floor belongs to; never hidden by the filter
     */
    public record Request(long conversation, @Nullable Long sinceSeq, EventFilter filter, boolean guidance) {}

    /** What is told, in the order in which the log has it. */
    public interface Listener {
        void event(Publication event);

        void guidance(Guidance guidance);
    }

    /** Where it goes once the feed is live; called one after the other, must not block. */
    public interface Sink extends Listener {
        /** The store lost its data: nothing more will come. */
        void lost();
    }

    /** A feed that begins at {@code opening}, the head as it is now. */
    LiveFeed(
            ConversationStore store,
            Subscriptions subscriptions,
            Scheduling scheduling,
            Request request,
            Sink sink,
            Head opening) {
        this.store = store;
        this.subscriptions = subscriptions;
        this.scheduling = scheduling;
        this.request = request;
        this.sink = sink;
        this.opening = opening;
        this.shownAfter = request.sinceSeq() == null ? opening.log().lastSeq() : request.sinceSeq();
        this.cursor = Math.min(shownAfter, opening.log().lastSeq());
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
     * Tells the next page of what was written before the feed is live. For one thread at a time; reads the store.
     *
     * @param limit events at most
     * @return false when the feed has gone live, and nothing was told
     */
    public boolean catchUp(int limit, Listener listener) {
        if (cursor < opening.log().lastSeq()) {
            page(opening.log().lastSeq(), limit, request.filter()).forEach(event -> tell(event, listener));
            return true;
        }
        if (!begun) {
            begun = true;
            if (request.guidance()) {
                scheduling.snapshot(opening).ifPresent(listener::guidance);
            }
            return true;
        }
        long end = lastSeq();
        while (cursor >= end) {
            if (goneLive()) {
                return false;
            }
            end = lastSeq();
        }
        // The events that a filter hides may still have passed the floor on.
        EventFilter filter = request.guidance() ? EventFilter.ALL : request.filter();
        for (Event event : page(end, limit, filter)) {
            tell(event, listener);
            if (request.guidance()) {
                scheduling.after(opening.setup(), event).ifPresent(listener::guidance);
            }
        }
        return true;
    }

    private long lastSeq() {
        return store.head(request.conversation())
                .orElseThrow(() -> ConversationException.unknownConversation(request.conversation()))
                .log()
                .lastSeq();
    }

    private List<Event> page(long end, int limit, EventFilter filter) {
        // What was written after the end was read belongs to a later page.
        List<Event> events = store.events(new EventQuery(request.conversation(), cursor, limit, filter)).stream()
                .filter(event -> event.seq() <= end)
                .toList();
        cursor = events.isEmpty() ? end : events.get(events.size() - 1).seq();
        return events;
    }

    private void tell(Event event, Listener listener) {
        if (shows(event)) {
            listener.event(new Publication(event));
        }
    }

    private boolean shows(Event event) {
        return event.seq() > shownAfter && request.filter().accepts(event);
    }

    private synchronized boolean goneLive() {
        if (published > cursor && !closed) {
            return false;
        }
        live = true;
        return true;
    }

    @Override
    public synchronized void published(List<Publication> events, @Nullable Guidance guidance) {
        long last = events.get(events.size() - 1).event().seq();
        published = Math.max(published, last);
        if (closed || !live || last <= cursor) {
            return;
        }
        for (Publication publication : events) {
            if (shows(publication.event())) {
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
