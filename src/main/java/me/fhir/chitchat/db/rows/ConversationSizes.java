package me.fhir.chitchat.db.rows;

import java.util.LinkedHashMap;
import java.util.Map;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Finality;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * How much each conversation's log holds, so that none grows beyond the ceiling. What was added is written to the data
 * file in steps, so that an append usually costs nothing here; a restart forgets at most one step. For the writer alone.
 */
public final class ConversationSizes {
    private static final int LIMIT = 20_000;
    private static final long STEP = 64 << 10;
    /** The approximate size of a row besides its text. */
    private static final long PER_EVENT = 128;
    /** Kept for a message that ends the conversation. */
    private static final long LAST_WORDS = 64 << 10;

    private final long most;
    private final long step;
    private final Map<Long, Size> sizes = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Size> eldest) {
            return size() > LIMIT;
        }
    };

    private record Size(long bytes, long stored) {}

    /** @param shared whether other servers add to the conversations, who must know at once what was added here */
    public ConversationSizes(long most, boolean shared) {
        this.most = most;
        this.step = shared ? 1 : STEP;
    }

    public void clear() {
        sizes.clear();
    }

    /** What a conversation holds by the database. */
    public void put(long conversation, long bytes) {
        sizes.put(conversation, new Size(bytes, bytes));
    }

    /** The size that a request adds; the server's own closing words and notes count nothing, since they must always fit. */
    public static long of(AppendRequest request) {
        if (request instanceof AppendRequest.Send send) {
            long bytes = PER_EVENT + send.message().payload().text().length();
            for (Attachment.Document document : send.documents()) {
                bytes += PER_EVENT + document.content().text().length();
            }
            return bytes;
        }
        return request instanceof AppendRequest.SendTrace trace
                ? PER_EVENT + trace.trace().payload().text().length()
                : 0;
    }

    /** Refuses what would not fit on top of what this batch added already. */
    public void require(Handle handle, AppendRequest request, long addedInBatch) {
        long bytes = of(request);
        long room = most - size(handle, request.conversation()).bytes() - addedInBatch;
        boolean last = request instanceof AppendRequest.Send send
                && send.message().finality() == Finality.CONVERSATION
                && bytes <= LAST_WORDS;
        if (bytes > 0 && bytes > room && !last) {
            throw new ConversationException(
                    ErrorCode.STORE_FULL,
                    "Conversation " + request.conversation() + " holds nearly the " + (most >> 20)
                            + " MiB that one conversation may; nothing was written. End it and go on in a new one.");
        }
    }

    private Size size(Handle handle, long conversation) {
        Size known = sizes.get(conversation);
        if (known != null) {
            return known;
        }
        long bytes = handle.createQuery("SELECT bytes FROM conversations WHERE id = :id")
                .bind("id", conversation)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
        Size size = new Size(bytes, bytes);
        sizes.put(conversation, size);
        return size;
    }

    /** Writes those sizes that have grown by a step, in the batch's transaction. */
    public void write(Handle handle, Map<Long, Long> added) {
        PreparedBatch grown = handle.prepareBatch("UPDATE conversations SET bytes = :bytes WHERE id = :id");
        added.forEach((conversation, bytes) -> {
            Size size = size(handle, conversation);
            if (isStep(size, bytes)) {
                grown.bind("bytes", size.bytes() + bytes)
                        .bind("id", conversation)
                        .add();
            }
        });
        if (grown.size() > 0) {
            grown.execute();
        }
    }

    /** Makes the new sizes the known ones; after the commit only. */
    public void committed(Map<Long, Long> added) {
        added.forEach((conversation, bytes) -> sizes.computeIfPresent(
                conversation,
                (id, size) ->
                        new Size(size.bytes() + bytes, isStep(size, bytes) ? size.bytes() + bytes : size.stored())));
    }

    private boolean isStep(Size size, long added) {
        return size.bytes() + added - size.stored() >= step;
    }
}
