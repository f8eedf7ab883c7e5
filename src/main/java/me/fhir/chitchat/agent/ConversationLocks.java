package me.fhir.chitchat.agent;

import java.util.List;
import java.util.stream.Stream;

/**
 * Monitors for changes to what runs in a conversation. Conversations share a fixed number of them by their number: none
 * is made for a conversation, so that none piles up, and none is removed while a thread holds it.
 */
final class ConversationLocks {
    private static final int LOCKS = 256;

    private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();

    /** The monitor of a conversation, always the same. */
    Object of(long conversation) {
        return locks.get((int) Math.floorMod(conversation, (long) LOCKS));
    }

    /** Waits until everyone who holds a monitor now has let go of it. */
    void awaitHolders() {
        for (Object lock : locks) {
            synchronized (lock) {
                // Its holder has released it.
            }
        }
    }
}
