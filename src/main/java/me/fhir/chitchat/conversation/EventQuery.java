package me.fhir.chitchat.conversation;

import java.util.Set;

/**
 * A page of a conversation's events.
 *
 * @param afterSeq events with a greater seq
 * @param limit how many at most
 */
public record EventQuery(long conversation, long afterSeq, int limit, EventFilter filter) {
    /** Which events; an empty set lets all pass. */
    public record EventFilter(Set<String> types, Set<String> agents) {
        public static final EventFilter ALL = new EventFilter(Set.of(), Set.of());

        public EventFilter {
            types = Set.copyOf(types);
            agents = Set.copyOf(agents);
        }

        public boolean accepts(Event event) {
            return (types.isEmpty() || types.contains(event.entry().type()))
                    && (agents.isEmpty() || agents.contains(event.agentId()));
        }
    }

    public static EventQuery all(long conversation, long afterSeq, int limit) {
        return new EventQuery(conversation, afterSeq, limit, EventFilter.ALL);
    }
}
