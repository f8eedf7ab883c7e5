package me.fhir.chitchat.db;

import java.util.LinkedHashMap;
import java.util.Map;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Head;
import org.jdbi.v3.core.Handle;

/** The heads that the writer has at hand, so that an append reads nothing. For whoever holds the file, one at a time. */
final class HeadCache {
    private static final int LIMIT = 20_000;

    private final int defaultMaxTurns;
    private final Map<Long, Head> heads = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Head> eldest) {
            return size() > LIMIT;
        }
    };
    private long nextConversation;

    HeadCache(int defaultMaxTurns) {
        this.defaultMaxTurns = defaultMaxTurns;
    }

    /** Forgets everything and looks up which id is next. */
    void reset(Handle handle) {
        heads.clear();
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
        Head known = heads.get(conversation);
        if (known != null) {
            return known;
        }
        Head head = HeadRows.find(handle, conversation, defaultMaxTurns)
                .orElseThrow(() -> ConversationException.unknownConversation(conversation));
        heads.put(conversation, head);
        return head;
    }

    void put(Head head) {
        heads.put(head.conversation(), head);
    }

    /** The id of the next conversation. */
    long nextConversation() {
        return nextConversation;
    }

    void created(int conversations) {
        nextConversation += conversations;
    }
}
