package me.fhir.chitchat.evidence;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;

/** The events of a source up to its end, a page at a time. */
record EvidenceEvents(EvidenceSource source) implements Iterable<Event> {
    private static final int PAGE = 100;

    @Override
    public Iterator<Event> iterator() {
        return new Pages();
    }

    private final class Pages implements Iterator<Event> {
        private final Deque<Event> page = new ArrayDeque<>();
        private long cursor;
        private boolean over;

        @Override
        public boolean hasNext() {
            if (page.isEmpty() && !over) {
                long end = source.head().log().lastSeq();
                List<Event> next =
                        source.store().events(EventQuery.all(source.head().conversation(), cursor, PAGE));
                next.stream().filter(event -> event.seq() <= end).forEach(page::add);
                over = page.isEmpty();
                cursor = next.isEmpty() ? cursor : next.get(next.size() - 1).seq();
            }
            return !page.isEmpty();
        }

        @Override
        public Event next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.removeFirst();
        }
    }
}
