package me.fhir.chitchat.db;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.db.rows.ConversationSizes;
import me.fhir.chitchat.db.rows.HeadRows;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.db.rows.SetupCache;
import me.fhir.chitchat.db.sql.ReplicaSql;
import org.jdbi.v3.core.Handle;

/**
 * The heads that the writer has at hand, so that an append reads nothing. For the thread that writes, except {@link #known}.
 */
public final class HeadCache {
    /** The entry and the records, about. */
    private static final int ENTRY_BYTES = 300;

    private final boolean shared;
    private final String replica;
    /** Of the conversations of this transaction those whose agents this server runs. */
    private final Set<Long> run = new HashSet<>();

    private final ConversationSizes sizes;
    private final Readers readers;
    private final Cache<Long, Head> heads;
    private long nextConversation;

    /** @param replica what this server calls itself among several */
    public HeadCache(Readers readers, ConversationLimits limits, String replica) {
        this(readers, limits, replica, SetupCache.shareOfHeap());
    }

    /** @param mostBytes how much heap the heads may take, about */
    public HeadCache(Readers readers, ConversationLimits limits, String replica, long mostBytes) {
        this.replica = replica;
        this.readers = readers;
        this.shared = readers.shared();
        this.sizes = new ConversationSizes(limits.mostBytes(), shared);
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

    /** Whether other servers append to the same database. */
    boolean shared() {
        return shared;
    }

    /**
     * Begins a transaction that appends to these conversations, where other servers append as well: what was known of them is
     * void, and they are locked and read as they are now.
     */
    void begin(Handle handle, Collection<Long> conversations) {
        heads.invalidateAll();
        sizes.clear();
        run.clear();
        if (!conversations.isEmpty()) {
            for (HeadRows.LockedHead locked : HeadRows.lock(handle, conversations, readers.setups())) {
                put(locked.head());
                sizes.put(locked.head().conversation(), locked.bytes());
                if (replica.equals(locked.runner())) {
                    run.add(locked.head().conversation());
                }
            }
        }
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
    public Head get(Handle handle, long conversation) {
        Head known = heads.getIfPresent(conversation);
        if (known != null) {
            return known;
        }
        Head head = HeadRows.find(handle, conversation, readers.setups())
                .orElseThrow(() -> ConversationException.unknownConversation(conversation));
        heads.put(conversation, head);
        return head;
    }

    /** Whether this server runs the agents of a conversation that the transaction has begun with. */
    boolean runs(long conversation) {
        return !shared || run.contains(conversation);
    }

    /** The head as it is committed, where it is at hand. For any thread. */
    Optional<Head> known(long conversation) {
        // Others may have written since.
        return shared ? Optional.empty() : Optional.ofNullable(heads.getIfPresent(conversation));
    }

    /** Forgets everything: the data is gone. */
    void forget() {
        heads.invalidateAll();
    }

    ConversationSizes sizes() {
        return sizes;
    }

    /** A head that is committed. */
    public void put(Head head) {
        heads.put(head.conversation(), head);
    }

    /** The head of a conversation that is committed and new. */
    void created(Head head) {
        put(head);
        readers.setups().put(head.conversation(), head.setup());
        nextConversation++;
    }

    /**
     * The id of the next conversation.
     *
     * @param inThisBatch how many there are that are not committed yet
     */
    long nextConversation(Handle handle, int inThisBatch) {
        return shared
                ? handle.createQuery(ReplicaSql.NEXT_CONVERSATION)
                        .mapTo(Long.class)
                        .one()
                : nextConversation + inThisBatch;
    }
}
