package me.fhir.chitchat.conversation;

import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a log a page at a time. A page of very long events ends early, and a filter leaves pages that are not full, so
 * only an empty page is the end.
 */
public final class EventPages {
    /** One page. */
    @FunctionalInterface
    public interface EventPage {
        /** The next events after a seq, in order; empty at the end of the log. */
        List<Event> after(long seq);
    }

    private EventPages() {}

    /**
     * Passes on every event after a seq, in order.
     *
     * @return the seq of the last one, or {@code afterSeq} when there was none
     */
    public static long read(long afterSeq, EventPage log, Consumer<Event> each) {
        return read(afterSeq, Long.MAX_VALUE, log, each);
    }

    /**
     * Passes on every event after one seq and up to another, in order.
     *
     * @return the seq of the last one that was passed on, or {@code afterSeq} when there was none
     */
    public static long read(long afterSeq, long upToSeq, EventPage log, Consumer<Event> each) {
        long last = afterSeq;
        while (last < upToSeq) {
            List<Event> page = log.after(last);
            if (page.isEmpty()) {
                return last;
            }
            for (Event event : page) {
                if (event.seq() > upToSeq) {
                    return last;
                }
                each.accept(event);
                last = event.seq();
            }
        }
        return last;
    }
}
