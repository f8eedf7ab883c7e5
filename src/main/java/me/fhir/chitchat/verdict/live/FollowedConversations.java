package me.fhir.chitchat.verdict.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of the conversations that are followed while they run. There is room for so many, and one that is dropped has
 * to be read again from its first event: so only one that has been silent for long makes room. For one thread.
 */
final class FollowedConversations<T> {
    private final int most;
    private final Duration silence;
    private final InstantSource clock;
    /** The one that has been silent for longest comes first. */
    private final Map<Long, TimedValue<T>> byId = new LinkedHashMap<>();

    private record TimedValue<T>(T value, long activeAt) {}

    /**
     * Follows none yet.
     *
     * @param silence after which a conversation makes room for another
     */
    FollowedConversations(int most, Duration silence, InstantSource clock) {
        this.most = most;
        this.silence = silence;
        this.clock = clock;
    }

    /** Notes activity of a conversation and returns what is kept of it. */
    Optional<T> active(long conversation) {
        TimedValue<T> known = byId.remove(conversation);
        if (known == null) {
            return Optional.empty();
        }
        byId.put(conversation, new TimedValue<>(known.value(), clock.millis()));
        return Optional.of(known.value());
    }

    /** Whether another can be followed; drops one for it that has been silent for long. */
    boolean makeRoom() {
        if (byId.size() < most) {
            return true;
        }
        Map.Entry<Long, TimedValue<T>> eldest = byId.entrySet().iterator().next();
        if (clock.millis() - eldest.getValue().activeAt() < silence.toMillis()) {
            return false;
        }
        byId.remove(eldest.getKey());
        return true;
    }

    void follow(long conversation, T value) {
        byId.put(conversation, new TimedValue<>(value, clock.millis()));
    }

    void forget(long conversation) {
        byId.remove(conversation);
    }

    void forgetAll() {
        byId.clear();
    }
}
