package me.fhir.chitchat.verdict.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state of conversations that are evaluated while they run. There is room for so many bytes, and one that is
 * dropped has to be read again from its first event: so only one that has been silent for long makes room. For one thread.
 */
final class FollowedConversations<T> {
    private final long mostBytes;
    private final Duration silence;
    private final InstantSource clock;
    /** The one that has been silent for longest comes first. */
    private final Map<Long, TimedValue<T>> byId = new LinkedHashMap<>();

    private long bytes;

    private record TimedValue<T>(T value, long bytes, long activeAt) {}

    /**
     * @param mostBytes the last one may take more
     * @param silence after which a conversation makes room for another
     */
    FollowedConversations(long mostBytes, Duration silence, InstantSource clock) {
        this.mostBytes = mostBytes;
        this.silence = silence;
        this.clock = clock;
    }

    /** Notes activity of a conversation and returns what is kept of it. */
    Optional<T> active(long conversation) {
        TimedValue<T> known = byId.remove(conversation);
        if (known == null) {
            return Optional.empty();
        }
        byId.put(conversation, new TimedValue<>(known.value(), known.bytes(), clock.millis()));
        return Optional.of(known.value());
    }

    /** Whether another can be followed; drops some for it that have been silent for long. */
    boolean makeRoom() {
        while (bytes >= mostBytes) {
            Map.Entry<Long, TimedValue<T>> eldest = byId.entrySet().iterator().next();
            if (clock.millis() - eldest.getValue().activeAt() < silence.toMillis()) {
                return false;
            }
            forget(eldest.getKey());
        }
        return true;
    }

    /**
     * Follows a conversation.
     *
     * @param size bytes that are kept of it, about
     */
    void follow(long conversation, T value, long size) {
        byId.put(conversation, new TimedValue<>(value, size, clock.millis()));
        bytes += size;
    }

    void forget(long conversation) {
        TimedValue<T> known = byId.remove(conversation);
        bytes -= known == null ? 0 : known.bytes();
    }

    void forgetAll() {
        byId.clear();
        bytes = 0;
    }
}
