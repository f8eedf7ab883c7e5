package me.fhir.chitchat.db.rows;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.Map;
import me.fhir.chitchat.conversation.Conversation;

/**
 * Conversations of one data file as they were listed, so that a page of the list neither reads nor parses their Metas again.
 * Their status and the time of their newest event change and are never taken from here. For any thread.
 */
public final class ListedCache {
    /** The entry, the record, its times, its origin and the number that is its key, about. */
    private static final int ENTRY_BYTES = 600;

    private final Cache<Long, Conversation> cache;

    /** @param mostBytes how much heap the entries may take, about */
    ListedCache(long mostBytes) {
        this.cache = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((Long id, Conversation conversation) -> (int) Math.min(
                        Integer.MAX_VALUE,
                        ENTRY_BYTES + SetupCache.bytes(conversation.metadata().text())))
                // Its upkeep is short and needs no thread of its own.
                .executor(Runnable::run)
                .build();
    }

    /** Those that are known, by their numbers. */
    Map<Long, Conversation> known(Collection<Long> conversations) {
        return cache.getAllPresent(conversations);
    }

    void put(Conversation conversation) {
        cache.put(conversation.id(), conversation);
    }
}
