package me.fhir.chitchat.wire;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * A Snapshot as JSON text, piece by piece: the events are read page by page while it is sent, so that a long conversation
 * is never in memory whole. It shows the log as it was when the snapshot was begun.
 */
public final class SnapshotJson implements Iterator<String> {
    private static final int PAGE = 200;

    private final ConversationStore store;
    private final Conversation listed;
    private final Head head;
    private final @Nullable RawJson scenario;
    private final JsonWriter json = new JsonWriter();
    private SnapshotPart next = SnapshotPart.BEFORE_EVENTS;
    private long cursor;

    private enum SnapshotPart {
        BEFORE_EVENTS,
        EVENTS,
        NOTHING
    }

    private SnapshotJson(ConversationStore store, Conversation listed, Head head, @Nullable RawJson scenario) {
        this.store = store;
        this.listed = listed;
        this.head = head;
        this.scenario = scenario;
    }

    /** A snapshot without the scenario; empty when there is no such conversation. */
    public static Optional<SnapshotJson> lean(ConversationStore store, long conversation) {
        return begin(store, conversation, null);
    }

    /**
     * A snapshot with the scenario.
     *
     * @param scenario the scenario's JSON text, or {@code null} as JSON when there is none
     */
    public static Optional<SnapshotJson> full(ConversationStore store, long conversation, RawJson scenario) {
        return begin(store, conversation, scenario);
    }

    private static Optional<SnapshotJson> begin(
            ConversationStore store, long conversation, @Nullable RawJson scenario) {
        Head head = store.head(conversation).orElse(null);
        Conversation listed = store.conversation(conversation).orElse(null);
        if (head == null || listed == null) {
            return Optional.empty();
        }
        return Optional.of(new SnapshotJson(store, listed, head, scenario));
    }

    /** The same with no more than the newest events, for a reader who fetches the earlier ones later. */
    public SnapshotJson newest(long events) {
        cursor = Math.max(0, head.log().lastSeq() - events);
        return this;
    }

    @Override
    public boolean hasNext() {
        return next != SnapshotPart.NOTHING;
    }

    @Override
    public String next() {
        switch (next) {
            case BEFORE_EVENTS -> {
                beforeEvents();
                next = SnapshotPart.EVENTS;
            }
            case EVENTS -> {
                if (!page()) {
                    afterEvents();
                    next = SnapshotPart.NOTHING;
                }
            }
            case NOTHING -> throw new NoSuchElementException();
        }
        return json.take();
    }

    private void beforeEvents() {
        json.beginObject()
                .number("conversation", head.conversation())
                .text("status", head.completed() ? "completed" : "active")
                .raw("metadata", listed.metadata().text());
        ImportedJson.write(json, listed.origin());
        json.name("events").beginList();
    }

    /** Writes the next events; false when there are none left. */
    private boolean page() {
        long end = head.log().lastSeq();
        if (cursor >= end) {
            return false;
        }
        int limit = (int) Math.min(PAGE, end - cursor);
        List<Event> events = store.events(EventQuery.all(head.conversation(), cursor, limit));
        if (events.isEmpty()) {
            return false;
        }
        // Where a view hides events, a page may reach beyond the end.
        events.stream().filter(event -> event.seq() <= end).forEach(event -> EventJson.write(json, event));
        cursor = events.get(events.size() - 1).seq();
        return true;
    }

    private void afterEvents() {
        json.endList().number("lastClosedSeq", head.lastClosedSeq());
        if (scenario != null) {
            json.raw("scenario", scenario.text())
                    .raw("runtimeMeta", listed.metadata().text());
        }
        json.endObject();
    }
}
