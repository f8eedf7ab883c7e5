package me.fhir.chitchat.rehearsal.language;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;

/**
 * Remembers what a function found in the texts that it read last. A turn reads the same sentences and rules many times over,
 * each time for another question.
 *
 * @param <V> what is found; immutable, since all readers of a text get the same object
 */
public final class TextMemo<V> {
    /** Characters of all texts that are kept; bounds the memory, since what is found grows with its text at most. */
    private static final int MAX_WEIGHT = 400_000;
    /** What a short text costs besides its characters, in characters. */
    private static final int ENTRY_WEIGHT = 100;
    /** Characters; a longer text would drive out many others. */
    private static final int MAX_LENGTH = MAX_WEIGHT / 2;

    private final Function<String, V> function;
    private final Cache<String, V> found = Caffeine.newBuilder()
            .maximumWeight(MAX_WEIGHT)
            .weigher((String text, V value) -> ENTRY_WEIGHT + text.length())
            .executor(Runnable::run)
            .build();

    /** A memo of a function of nothing but its argument. */
    public TextMemo(Function<String, V> function) {
        this.function = function;
    }

    public V of(String text) {
        if (text.length() > MAX_LENGTH) {
            return function.apply(text);
        }
        V known = found.getIfPresent(text);
        if (known != null) {
            return known;
        }
        // Not computed inside the cache, since the function may read a part of the text by the same memo.
        V read = function.apply(text);
        found.put(text, read);
        return read;
    }
}
