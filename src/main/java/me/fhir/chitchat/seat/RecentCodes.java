package me.fhir.chitchat.seat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationStore;

/**
 * To which conversations codes belong that were used lately. A code never moves, and every request for a seat asks. For
 * any thread.
 */
final class RecentCodes implements ConversationStore.LossListener {
    private static final int MAX = 2_000;

    private final Map<String, Long> conversations = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX;
        }
    });

    /** The conversation of a code; empty when it was not used lately. */
    Optional<Long> conversation(String codeHash) {
        return Optional.ofNullable(conversations.get(codeHash));
    }

    /** A code was used. */
    void used(String codeHash, long conversation) {
        conversations.put(codeHash, conversation);
    }

    /** A code no longer works. */
    void forget(String codeHash) {
        conversations.remove(codeHash);
    }

    @Override
    public void storeLost() {
        conversations.clear();
    }
}
