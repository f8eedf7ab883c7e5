package me.fhir.chitchat.conversation;

import java.time.Instant;

/** What the sender of an append is told once it is stored: where the event stands and when it was written. */
public record Receipt(long conversation, Position at, Instant ts) {
    public static Receipt of(Event event) {
        return new Receipt(event.conversation(), event.at(), event.ts());
    }
}
