package me.fhir.chitchat.conversation;

import java.time.Instant;
import java.util.List;

/** Figures over all conversations, for monitoring. Every method may be called from any thread. */
public interface ConversationStatistics {
    /** Counts as they stand now; {@code events} are those written at {@code since} or later. */
    Counts counts(Instant since);

    /** Who wrote messages or traces at {@code since} or later, last seen first; system notes do not count. */
    List<Speaker> speakers(Instant since);

    /**
     * How much there is of what.
     *
     * @param openTurns active conversations in which a turn is open
     */
    record Counts(long active, long completed, long openTurns, long events) {}

    /** One agent id over all its conversations. */
    record Speaker(String agentId, Instant lastSeen, long events) {}
}
