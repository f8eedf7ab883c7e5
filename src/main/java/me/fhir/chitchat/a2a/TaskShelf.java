package me.fhir.chitchat.a2a;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import me.fhir.chitchat.conversation.Head;
import org.jspecify.annotations.Nullable;

/** The tasks of one address in the order of the list, kept so by every commit. For any thread. */
final class TaskShelf {
    private final Map<Long, ListedTask> tasks = new ConcurrentHashMap<>();
    private final NavigableMap<TaskPlace, ListedTask> places = new ConcurrentSkipListMap<>();

    /** Puts a task where it belongs, unless a later head of it is known already. */
    synchronized void put(ListedTask task) {
        ListedTask known = tasks.get(task.head().conversation());
        if (known != null && known.head().log().lastSeq() >= task.head().log().lastSeq()) {
            return;
        }
        tasks.put(task.head().conversation(), task);
        places.put(task.place(), task);
        if (known != null && !known.place().equals(task.place())) {
            places.remove(known.place());
        }
    }

    /** Moves a known task on. */
    void update(Head head) {
        ListedTask known = tasks.get(head.conversation());
        if (known != null) {
            put(known.at(head));
        }
    }

    /** The tasks behind a place, or all of them, in the order of the list. */
    Stream<ListedTask> after(@Nullable TaskPlace place) {
        NavigableMap<TaskPlace, ListedTask> rest = place == null ? places : places.tailMap(place, false);
        // One that is being moved stands at two places for a moment.
        return rest.values().stream().filter(task -> tasks.get(task.head().conversation()) == task);
    }
}
