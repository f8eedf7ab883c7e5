package me.fhir.chitchat.db;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.Head;
import org.jdbi.v3.core.Handle;

/**
 * The heads that the writer has at hand, so that an append reads nothing. For the thread that writes, except {@link #known}.
 */
final class HeadCache {
    /** The entry and the records, about. */
    private static final int ENTRY_BYTES = 300;

    private final ConversationSizes sizes;
    private final Readers readers;
    private final Cache<Long, Head> heads;
    private long nextConversation;

    HeadCache(Readers readers, ConversationLimits limits) {
        this(readers, limits, SetupCache.shareOfHeap());
    }

    /** @param mostBytes how much heap the heads may take, about */
    HeadCache(Readers readers, ConversationLimits limits, long mostBytes) {
        this.readers = readers;
        this.sizes = new ConversationSizes(limits.mostBytes());
        this.heads = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((Long conversation, Head head) -> bytes(head))
                .executor(Runnable::run)
                .build();
    }

    private static int bytes(Head head) {
        Head.Closing closing = head.lastClosing();
        long bytes = ENTRY_BYTES
                + SetupCache.bytes(head.setup())
                + SetupCache.bytes(head.turn().owner())
                + SetupCache.bytes(closing == null ? null : closing.agentId());
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    /** Forgets everything and looks up which id is next. */
    void reset(Handle handle) {
        heads.invalidateAll();
        sizes.clear();
        nextConversation = 1
                + handle.createQuery("SELECT coalesce(max(id), 0) FROM conversations")
                        .mapTo(Long.class)
                        .one();
    }

    /**
     * The head as it is committed.
     *
     * @throws ConversationException ({@code NOT_FOUND}) when there is no such conversation
     */
    Head get(Handle handle, long conversation) {
        Head known = heads.getIfPresent(conversation);
        if (known != null) {
            return known;
        }
        Head head = HeadRows.find(handle, conversation, readers.setups())
                .orElseThrow(() -> ConversationException.unknownConversation(conversation));
        heads.put(conversation, head);
        return head;
    }

    /** The head as it is committed, where it is at hand. For any thread. */
    Optional<Head> known(long conversation) {
        return Optional.ofNullable(heads.getIfPresent(conversation));
    }

    /** Forgets everything: the data is gone. */
    void forget() {
        heads.invalidateAll();
    }

    ConversationSizes sizes() {
        return sizes;
    }

    /** A head that is committed. */
    void put(Head head) {
        heads.put(head.conversation(), head);
    }

    /** The head of a conversation that is committed and new. */
    void created(Head head) {
        put(head);
        readers.setups().put(head.conversation(), head.setup());
        nextConversation++;
    }

    /** The id of the next conversation. */
    long nextConversation() {
        return nextConversation;
    }
}
