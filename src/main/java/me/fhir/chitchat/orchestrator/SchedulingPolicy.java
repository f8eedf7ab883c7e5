package me.fhir.chitchat.orchestrator;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.Setup;

/** Which agent takes the next turn. */
public interface SchedulingPolicy {
    /** The name that {@code metadata.config.policy} gives it. */
    String name();

    /** The agent to act after this one closed a turn; empty when there is none. */
    Optional<String> next(Setup setup, String speaker);

    /** The agent after {@code speaker} in a cyclic order; empty when there is no other. */
    static Optional<String> after(List<String> order, String speaker) {
        int at = order.indexOf(speaker);
        if (at < 0 || order.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(order.get((at + 1) % order.size()));
    }
}
