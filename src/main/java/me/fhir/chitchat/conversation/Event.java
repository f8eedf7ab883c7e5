package me.fhir.chitchat.conversation;

import java.time.Instant;

/** One entry of a conversation's append-only log. */
public record Event(long conversation, Position at, String agentId, Instant ts, Entry entry) {
    public long seq() {
        return at.seq();
    }

    public Finality finality() {
        return entry.finality();
    }
}
