package me.fhir.chitchat.verdict;

import java.util.List;

/**
 * A stretch of a conversation that brought nothing.
 *
 * @param from the seq where it begins
 * @param to the seq up to which it is proven
 * @param agents those who took part
 */
public record Stall(StallKind kind, long from, long to, List<String> agents) {

    public Stall {
        agents = List.copyOf(agents);
    }

    public String sentence() {
        String who = String.join(" and ", agents);
        return switch (kind) {
            case REPEAT -> who + " said the same again (events " + from + " to " + to + ").";
            case CYCLE -> who + " went round in a circle (events " + from + " to " + to + ").";
            case IDLE -> "The turns of " + who + " from event " + from + " to " + to + " brought no new fact.";
        };
    }
}
