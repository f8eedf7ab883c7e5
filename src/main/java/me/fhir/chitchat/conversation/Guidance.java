package me.fhir.chitchat.conversation;

import java.time.Instant;

/**
 * A transient hint that asks one agent to act; never stored.
 *
 * @param afterSeq the seq of the event that caused it, 0 for the creation; on the wire it is followed by {@code .1}
 * @param deadline when the agent is expected to have acted
 */
public record Guidance(long conversation, long afterSeq, String nextAgentId, Kind kind, int turn, Instant deadline) {
    /** Whether a turn is to be opened or an open one to be gone on with. */
    public enum Kind {
        START_TURN("start_turn"),
        CONTINUE_TURN("continue_turn");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }
}
