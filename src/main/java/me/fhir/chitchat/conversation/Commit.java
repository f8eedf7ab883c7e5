package me.fhir.chitchat.conversation;

import java.util.List;

/** The result of one request in the store: its events in order, and the head after them. */
public record Commit(List<Event> events, Head after) {
    public Commit {
        events = List.copyOf(events);
    }

    /** Whether this creates the conversation. */
    public boolean creation() {
        return events.get(0).seq() == 1;
    }
}
