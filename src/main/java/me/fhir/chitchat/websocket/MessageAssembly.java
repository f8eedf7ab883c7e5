package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.util.Optional;
import me.fhir.chitchat.http.admission.ByteBudget;
import org.jspecify.annotations.Nullable;

/**
 * The text message that a client is sending, frame by frame: within the limit of a message, and only while the server's
 * {@link ByteBudget} has room. For one thread at a time, except for {@link #discard} and {@link #isIncomplete}.
 */
final class MessageAssembly {
    private final ByteBudget budget;
    private final TextMessage text;
    private volatile ByteBudget.@Nullable Lease lease;
    private volatile long number;
    private long bytes;

    /** @param limit bytes of a message at most */
    MessageAssembly(ByteBudget budget, int limit) {
        this.budget = budget;
        this.text = new TextMessage(limit);
    }

    /** The outcome of a frame. */
    sealed interface Assembled {
        /** The message is whole; the lease is to be closed when it was answered. */
        record Complete(String text, ByteBudget.Lease lease, long bytes) implements Assembled {}

        /** More frames are to come. */
        record Incomplete(boolean first) implements Assembled {}

        /** There is no room at the moment; the same frame is to be offered again. */
        record NoRoom() implements Assembled {}

        /** The message is larger than any may be. */
        record TooLarge() implements Assembled {}

        /** The message is whole, but not UTF-8. */
        record NotUtf8() implements Assembled {}
    }

    /** Adds the payload of a frame; it is read only when there is room for it. */
    Assembled add(ByteBuffer payload, boolean last) {
        ByteBudget.Lease current = lease;
        boolean first = current == null;
        if (current == null) {
            current = budget.open();
            bytes = 0;
            long next = number + 1;
            number = next;
        }
        int size = payload.remaining();
        if (!current.charge(size)) {
            return new Assembled.NoRoom();
        }
        lease = current;
        bytes += size;
        if (!text.add(payload)) {
            text.discard();
            discard();
            return new Assembled.TooLarge();
        }
        if (!last) {
            return new Assembled.Incomplete(first);
        }
        lease = null;
        Optional<String> whole = text.take();
        if (whole.isEmpty()) {
            current.close();
            return new Assembled.NotUtf8();
        }
        return new Assembled.Complete(whole.get(), current, bytes);
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
}
