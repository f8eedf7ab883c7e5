package me.fhir.chitchat.mcp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.bridge.BoundedHistory;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventPages;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;

/**
 * The messages of the others since an agent's last message, in order.
 *
 * @param messages the newest of them, oldest first
 * @param more whether there were more than were asked for
 */
record Replies(List<Event> messages, boolean more) {
    private static final long MAX_CHARACTERS = 4 * 1024 * 1024;
    private static final int FIRST_WINDOW = 64;
    private static final int MAX_WINDOW = 1024;
    private static final EventFilter MESSAGES = new EventFilter(Set.of("message"), Set.of());

    Replies {
        messages = List.copyOf(messages);
    }

    /** The seq of the newest; 0 when there is none. */
    long lastSeq() {
        return messages.isEmpty() ? 0 : messages.get(messages.size() - 1).seq();
    }

    /**
     * Reads backwards from the end of the log, so that its length does not matter.
     *
     * @param lastSeq the end of the log
     * @param max how many at most, 1 or more
     */
    static Replies read(ConversationStore store, long conversation, long lastSeq, String agentId, int max) {
        List<Event> newestFirst = new ArrayList<>();
        long end = lastSeq;
        long characters = 0;
        int window = FIRST_WINDOW;
        while (end > 0) {
            long start = Math.max(0, end - window);
            BoundedHistory<Event> newest = read(store, conversation, start, end);
            List<Event> messages = newest.items();
            for (int i = messages.size() - 1; i >= 0; i--) {
                Event message = messages.get(i);
                if (message.agentId().equals(agentId)) {
                    return oldestFirst(newestFirst, false);
                }
                if (newestFirst.size() == max) {
                    return oldestFirst(newestFirst, true);
                }
                newestFirst.add(message);
                characters += message.entry().payload().text().length();
            }
            if (!newest.isWhole() || characters > MAX_CHARACTERS) {
                return oldestFirst(newestFirst, true);
            }
            end = start;
            window = Math.min(2 * window, MAX_WINDOW);
        }
        return oldestFirst(newestFirst, false);
    }

    private static Replies oldestFirst(List<Event> newestFirst, boolean more) {
        List<Event> messages = new ArrayList<>(newestFirst);
        Collections.reverse(messages);
        return new Replies(messages, more);
    }

    /** Reads a part of the log; of messages that are too long together only the newest are kept. */
    private static BoundedHistory<Event> read(ConversationStore store, long conversation, long start, long end) {
        BoundedHistory<Event> found = new BoundedHistory<>(Integer.MAX_VALUE, MAX_CHARACTERS);
        EventPages.read(
                start,
                end,
                after -> store.events(new EventQuery(conversation, after, (int) (end - after), MESSAGES)),
                event -> found.add(event, event.entry().payload().text().length()));
        return found;
    }
}
