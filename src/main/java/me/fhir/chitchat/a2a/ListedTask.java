package me.fhir.chitchat.a2a;

import java.util.function.Function;
import me.fhir.chitchat.conversation.Head;
import org.jspecify.annotations.Nullable;

/** A task as the list knows it: the head of its conversation, its place, and once somebody asked, its state. */
final class ListedTask {
    private final Head head;
    private final long context;
    private final TaskPlace place;
    private volatile @Nullable TaskState state;

    /**
     * A task whose state nobody has asked for.
     *
     * @param context the number of the conversation that began its context
     */
    ListedTask(Head head, long context) {
        this.head = head;
        this.context = context;
        this.place = TaskPlace.of(head);
    }

    /** The same task at another head. */
    ListedTask at(Head other) {
        return new ListedTask(other, context);
    }

    Head head() {
        return head;
    }

    long context() {
        return context;
    }

    TaskPlace place() {
        return place;
    }

    /** Its state at this head, read once. */
    TaskState state(Function<Head, TaskState> read) {
        TaskState known = state;
        if (known == null) {
            known = read.apply(head);
            state = known;
        }
        return known;
    }
}
