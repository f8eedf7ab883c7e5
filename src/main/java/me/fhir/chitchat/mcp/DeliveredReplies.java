package me.fhir.chitchat.mcp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last seq delivered per handle. It only keeps a caller from polling in a loop, so entries may be forgotten. For any
 * thread.
 */
final class DeliveredReplies {
    private static final int REMEMBERED = 10_000;

    private final Map<String, Long> byHandle = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** The last one delivered; 0 when none is remembered. */
    long lastSeq(String handle) {
        return byHandle.getOrDefault(handle, 0L);
    }

    void add(String handle, long seq) {
        byHandle.merge(handle, seq, Math::max);
    }
}
