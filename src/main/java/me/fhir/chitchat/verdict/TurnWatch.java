package me.fhir.chitchat.verdict;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Finality;
import org.jspecify.annotations.Nullable;

/** Knows whose turn it is as a log goes on. For one thread. */
final class TurnWatch {
    private final List<String> order;
    private @Nullable String owner;
    private @Nullable String next;

    /**
     * @param order the agents in the order in which they take turns
     * @param starter the agent that is asked to begin, or null when any may
     */
    TurnWatch(List<String> order, @Nullable String starter) {
        this.order = List.copyOf(order);
        this.next = starter;
    }

    /** Takes the next event of an agent of the roster. */
    void accept(LogEntry entry) {
        if (entry.event().entry() instanceof Entry.SystemNote) {
            return;
        }
        if (entry.event().finality() == Finality.NONE) {
            owner = entry.agentId();
            return;
        }
        owner = null;
        int at = order.indexOf(entry.agentId());
        next = at < 0 || order.size() < 2 ? null : order.get((at + 1) % order.size());
    }

    /** The agent whose turn is open, or that has to begin. */
    Optional<String> whoseTurn() {
        return Optional.ofNullable(owner == null ? next : owner);
    }
}
