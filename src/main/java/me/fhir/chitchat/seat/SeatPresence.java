package me.fhir.chitchat.seat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.orchestrator.Orchestrator;

/** Which seats have a connection open, and which are lost: gone for so long a part of their own turn. For any thread. */
final class SeatPresence {
    /** A seat may be without a connection for so long of its own turn. */
    static final Duration MISSED_AFTER = Duration.ofSeconds(60);

    private final ConversationStore store;
    private final Orchestrator orchestrator;
    private final Clock clock;
    private final Map<Seat.SeatPlace, Integer> connections = new HashMap<>();
    /** Since when those are gone that had connections. */
    private final Map<Seat.SeatPlace, Instant> gone = new HashMap<>();

    SeatPresence(ConversationStore store, Orchestrator orchestrator, Clock clock) {
        this.store = store;
        this.orchestrator = orchestrator;
        this.clock = clock;
    }

    /** A connection or a stream of the seat has begun. */
    synchronized void entered(Seat.SeatPlace place) {
        connections.merge(place, 1, Integer::sum);
        gone.remove(place);
    }

    /** One of them has ended. */
    synchronized void left(Seat.SeatPlace place) {
        boolean last = connections.computeIfPresent(place, (seat, count) -> count == 1 ? null : count - 1) == null;
        if (last && place.role() == SeatRole.SEAT) {
            gone.put(place, clock.instant());
        }
    }

    /** The holder of the seat has shown itself in another way. */
    synchronized void seen(Seat.SeatPlace place) {
        gone.remove(place);
    }

    /** The seat has another holder. */
    synchronized void forget(Seat.SeatPlace place) {
        connections.remove(place);
        gone.remove(place);
    }

    /** A connection was open when this server, or another one, stopped; it is expected again. */
    synchronized void expect(Seat.SeatPlace place) {
        if (!connections.containsKey(place)) {
            gone.putIfAbsent(place, clock.instant());
        }
    }

    synchronized boolean isConnected(Seat.SeatPlace place) {
        return connections.containsKey(place);
    }

    /** Those that are gone. */
    synchronized Map<Seat.SeatPlace, Instant> gone() {
        return Map.copyOf(gone);
    }

    /** Whether a seat that is gone since then is lost by now. Reads the store. */
    boolean isLost(Seat.SeatPlace place, Instant since) {
        Optional<Head> head = store.head(place.conversation());
        if (head.isEmpty() || head.get().completed()) {
            seen(place);
            return false;
        }
        boolean ownTurn = orchestrator
                .guidance(head.get())
                .map(Guidance::nextAgentId)
                .filter(place.agentId()::equals)
                .isPresent();
        Head.Closing closing = head.get().lastClosing();
        Instant turnSince = closing == null ? head.get().log().createdAt() : closing.ts();
        Instant missedSince = since.isAfter(turnSince) ? since : turnSince;
        return ownTurn && !clock.instant().isBefore(missedSince.plus(MISSED_AFTER));
    }
}
