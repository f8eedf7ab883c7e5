package me.fhir.chitchat.wire;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * A Snapshot as JSON text, piece by piece: the events are read page by page while it is sent, so that a long conversation
 * is never in memory whole. It shows the log as it was when the snapshot was begun.
 */
public final class SnapshotJson implements Iterator<String> {
    private static final int PAGE = 200;

    private final ConversationStore store;
    private final Head head;
    private final Queue<String> after = new ArrayDeque<>();
    private final String before;
    private long cursor;
    private boolean begun;
    private boolean eventsDone;

    private SnapshotJson(ConversationStore store, Head head, String before, String after) {
        this.store = store;
        this.head = head;
        this.before = before;
        this.after.add(after);
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
        String metadata = listed.metadata().text();
        String before = "{\"conversation\":" + conversation + ",\"status\":\""
                + (head.completed() ? "completed" : "active") + "\",\"metadata\":" + metadata + ",\"events\":[";
        String after = "],\"lastClosedSeq\":" + head.lastClosedSeq()
                + (scenario == null ? "" : ",\"scenario\":" + scenario.text() + ",\"runtimeMeta\":" + metadata) + "}";
        return Optional.of(new SnapshotJson(store, head, before, after));
    }

    @Override
    public boolean hasNext() {
        return !after.isEmpty();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (!begun) {
            begun = true;
            return before;
        }
        if (!eventsDone) {
            String page = page();
            if (!page.isEmpty()) {
                return page;
            }
            eventsDone = true;
        }
        return after.remove();
    }

    private String page() {
        long end = head.log().lastSeq();
        if (cursor >= end) {
            return "";
        }
        int limit = (int) Math.min(PAGE, end - cursor);
        List<Event> events = store.events(EventQuery.all(head.conversation(), cursor, limit));
        if (events.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        if (cursor > 0) {
            out.append(',');
        }
        EventJson.appendAll(out, events);
        cursor = events.get(events.size() - 1).seq();
        return out.toString();
    }
}
