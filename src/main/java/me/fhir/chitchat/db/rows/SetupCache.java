package me.fhir.chitchat.db.rows;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.CreatedPayload;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.conversation.Setup;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The immutable part of conversations, so that a head is one row and the Meta is not parsed
 * again. For any thread.
 */
public final class SetupCache {
    private static final int PER_QUERY = 500;
    /** The entry, the record, its list and the number that is its key, about. */
    private static final int ENTRY_BYTES = 250;

    private static final int STRING_BYTES = 56;

    private final ConversationLimits limits;
    private final Cache<Long, Setup> cache;

    SetupCache(ConversationLimits limits) {
        this(limits, shareOfHeap());
    }

    /** @param mostBytes how much heap the entries may take, about */
    SetupCache(ConversationLimits limits, long mostBytes) {
        this.limits = limits;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((Long conversation, Setup setup) -> bytes(setup))
                // Its upkeep is short and needs no thread of its own.
                .executor(Runnable::run)
                .build();
    }

    /** The size of one cache of the store: a thirty-second of the heap. */
    public static long shareOfHeap() {
        return Runtime.getRuntime().maxMemory() / 32;
    }

    /** How much heap an entry takes, about. */
    public static int bytes(Setup setup) {
        long bytes = ENTRY_BYTES + bytes(setup.startingAgentId()) + bytes(setup.policy()) + bytes(setup.scenarioId());
        for (String agentId : setup.agentIds()) {
            bytes += bytes(agentId);
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    public static long bytes(@Nullable String text) {
        return text == null ? 0 : STRING_BYTES + 2L * text.length();
    }

    public void put(long conversation, Setup setup) {
        cache.put(conversation, setup);
    }

    /** The setups of those conversations that exist and are not damaged, read where they are not known. */
    Map<Long, Setup> of(Handle handle, Collection<Long> conversations) {
        Map<Long, Setup> found = new HashMap<>(cache.getAllPresent(conversations));
        List<Long> missing =
                conversations.stream().filter(id -> !found.containsKey(id)).toList();
        for (int from = 0; from < missing.size(); from += PER_QUERY) {
            read(handle, missing.subList(from, Math.min(from + PER_QUERY, missing.size())))
                    .forEach((conversation, setup) -> {
                        found.put(conversation, setup);
                        cache.put(conversation, setup);
                    });
        }
        return found;
    }

    /** The Meta is in the first event. */
    private Map<Long, Setup> read(Handle handle, List<Long> conversations) {
        Map<Long, Setup> read = new HashMap<>();
        handle.createQuery("""
                        SELECT e.conversation_id, e.payload, c.seating FROM conversation_events e
                        JOIN conversations c ON c.id = e.conversation_id
                        WHERE e.seq = 1 AND e.conversation_id IN (<ids>)
                        """)
                .bindList("ids", new ArrayList<>(conversations))
                .map((row, context) -> {
                    long conversation = row.getLong("conversation_id");
                    Optional<Setup> setup = DamagedContent.leftOut(conversation, () -> setup(row.getString("payload"))
                            .withSeating(Seating.ofStored(row.getString("seating"))));
                    setup.ifPresent(readable -> read.put(conversation, readable));
                    return setup;
                })
                .list();
        return read;
    }

    private Setup setup(String createdPayload) {
        return CreatedPayload.of(new RawJson(createdPayload))
                .meta()
                .setup(limits.defaultTurns())
                .withTurnsAtMost(limits.mostTurns());
    }

    /** How much heap the entries take now, about. */
    long weight() {
        cache.cleanUp();
        return cache.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }
}
