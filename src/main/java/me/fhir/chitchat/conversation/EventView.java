package me.fhir.chitchat.conversation;

import java.util.Optional;

/** One caller's view of a conversation's events. Must neither block nor read; for any thread. */
@FunctionalInterface
public interface EventView {
    /** Everything as it is. */
    EventView ALL = Optional::of;

    /** The event as the caller may see it, the same instance when it may see all of it; empty when it may see nothing. */
    Optional<Event> shown(Event event);
}
