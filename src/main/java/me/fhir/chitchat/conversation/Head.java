package me.fhir.chitchat.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a conversation that its next append depends on: all that the turn rules and the scheduling need, so that
 * neither ever reads the log.
 *
 * @param lastClosing the last message that closed a turn, or null before there is one
 */
public record Head(
        long conversation,
        Setup setup,
        boolean completed,
        LogExtent log,
        Turn turn,
        @Nullable Closing lastClosing) {
    /**
     * The log as a whole.
     *
     * @param lastSeq the newest event's place in the log
     * @param systemNotes how many events lane 0 has
     * @param updatedAt when the newest event was written
     */
    public record LogExtent(long lastSeq, int systemNotes, Instant createdAt, Instant updatedAt) {}

    /**
     * The newest turn.
     *
     * @param number its number, 0 before the first
     * @param events how many events it has
     * @param owner the agent that opened it while it is open, else null
     * @param cleared whether its newest event says that its owner starts it again
     */
    public record Turn(int number, int events, @Nullable String owner, boolean cleared) {
        static final Turn NONE_YET = new Turn(0, 0, null, false);

        public boolean open() {
            return owner != null;
        }
    }

    /** A message that closed a turn: its place, its speaker and its time. */
    public record Closing(long seq, String agentId, Instant ts) {}

    /** The head of a conversation that has nothing but its {@code meta_created} event. */
    public static Head created(long conversation, Setup setup, Instant at) {
        return new Head(conversation, setup, false, new LogExtent(1, 1, at, at), Turn.NONE_YET, null);
    }

    /** The seq of the last message that closed a turn; 0 before there is one. */
    public long lastClosedSeq() {
        return lastClosing == null ? 0 : lastClosing.seq();
    }
}
