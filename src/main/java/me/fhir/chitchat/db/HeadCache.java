package me.fhir.chitchat.db;

import java.util.LinkedHashMap;
import java.util.Map;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.Head;
import org.jdbi.v3.core.Handle;

/** The heads that the writer has at hand, so that an append reads nothing. For whoever holds the file, one at a time. */
final class HeadCache {
    private static final int LIMIT = 20_000;

    private final ConversationLimits limits;
    private final ConversationSizes sizes;
    private final Map<Long, Head> heads = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Head> eldest) {
            return size() > LIMIT;
        }
    };
    private long nextConversation;

    HeadCache(ConversationLimits limits) {
        this.limits = limits;
        this.sizes = new ConversationSizes(limits.mostBytes());
    }

    /** Forgets everything and looks up which id is next. */
    void reset(Handle handle) {
        heads.clear();
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
        Head known = heads.get(conversation);
        if (known != null) {
            return known;
        }
        Head head = HeadRows.find(handle, conversation, limits)
                .orElseThrow(() -> ConversationException.unknownConversation(conversation));
        heads.put(conversation, head);
        return head;
    }

    ConversationSizes sizes() {
        return sizes;
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
