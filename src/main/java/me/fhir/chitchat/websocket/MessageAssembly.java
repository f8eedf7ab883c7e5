package me.fhir.chitchat.websocket;

import me.fhir.chitchat.admission.ByteBudget;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of one client's message together: within the limit of a message, and only while the server's
 * {@link ByteBudget} has room. One message at a time; {@link #discard} may be called by any thread.
 */
final class MessageAssembly {
    private final ByteBudget budget;
    private final long limit;
    private @Nullable StringBuilder pieces;
    private volatile ByteBudget.@Nullable Lease lease;
    private long bytes;
    private volatile long number;

    MessageAssembly(ByteBudget budget, long limit) {
        this.budget = budget;
        this.limit = limit;
    }

    /** What became of a piece. */
    sealed interface Result {
        /** The message is whole; the lease is to be closed when it was answered. */
        record Complete(String text, ByteBudget.Lease lease, long bytes) implements Result {}

        /** More pieces are to come. */
        record Incomplete(boolean first) implements Result {}

        /** There is no room at the moment; the same piece is to be offered again. */
        record NoRoom() implements Result {}

        /** The message is larger than any may be. */
        record TooLarge() implements Result {}
    }

    Result add(String piece, boolean last) {
        ByteBudget.Lease current = lease;
        boolean first = current == null;
        if (current == null) {
            current = budget.open();
            lease = current;
            bytes = 0;
            number++;
        }
        long size = utf8Length(piece);
        if (bytes + size > limit) {
            discard();
            return new Result.TooLarge();
        }
        if (!current.charge(size)) {
            if (first) {
                lease = null;
            }
            return new Result.NoRoom();
        }
        bytes += size;
        if (!last) {
            if (pieces == null) {
                pieces = new StringBuilder();
            }
            pieces.append(piece);
            return new Result.Incomplete(first);
        }
        String text = pieces == null ? piece : pieces.append(piece).toString();
        pieces = null;
        lease = null;
        return new Result.Complete(text, current, bytes);
    }

    /** Which message is being received, counted from 1. */
    long number() {
        return number;
    }

    /** Whether this message has begun and is not whole yet. */
    boolean isIncomplete(long message) {
        return lease != null && number == message;
    }

    /** Gives back what an unfinished message holds. */
    void discard() {
        ByteBudget.Lease current = lease;
        if (current != null) {
            current.close();
        }
    }

    private static long utf8Length(String text) {
        long length = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return length;
    }
}
