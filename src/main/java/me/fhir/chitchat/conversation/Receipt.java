package me.fhir.chitchat.conversation;

import java.time.Instant;

/** The result of a stored append: the position of the event and the time at which it was written. */
public record Receipt(long conversation, Position at, Instant ts) {
    public static Receipt of(Event event) {
        return new Receipt(event.conversation(), event.at(), event.ts());
    }
}
