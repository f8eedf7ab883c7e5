package me.fhir.chitchat.bridge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the newest of many items, as many as fit: so few, and so little text altogether. The very newest fits always. For
 * one thread.
 */
public final class BoundedHistory<T> {
    private final int mostItems;
    private final long mostCharacters;
    private final Deque<Sized<T>> kept = new ArrayDeque<>();
    private long characters;
    private boolean whole = true;

    private record Sized<T>(T item, long characters) {}

    /**
     * @param mostItems 1 or more
     * @param mostCharacters of all items together, unless the newest alone has more
     */
    public BoundedHistory(int mostItems, long mostCharacters) {
        this.mostItems = mostItems;
        this.mostCharacters = mostCharacters;
    }

    /** Adds a newer item, and drops the oldest that no longer fit. */
    public void add(T item, long itsCharacters) {
        kept.addLast(new Sized<>(item, itsCharacters));
        characters += itsCharacters;
        while (kept.size() > mostItems || (characters > mostCharacters && kept.size() > 1)) {
            characters -= kept.removeFirst().characters();
            whole = false;
        }
    }

    /** Whether nothing had to be dropped. */
    public boolean isWhole() {
        return whole;
    }

    /** The kept items, oldest first. */
    public List<T> items() {
        List<T> items = new ArrayList<>(kept.size());
        kept.forEach(sized -> items.add(sized.item()));
        return items;
    }
}
