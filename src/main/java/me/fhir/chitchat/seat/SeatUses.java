package me.fhir.chitchat.seat;

import java.util.Optional;
import me.fhir.chitchat.orchestrator.Orchestrator;
import org.jspecify.annotations.Nullable;

/** Keeps by whom a seat is used, and notes it in the log when that is news. Waits for the store. */
public final class SeatUses {
    private final SeatStore seats;
    private final SeatEvents events;

    public SeatUses(SeatStore seats, Orchestrator orchestrator) {
        this.seats = seats;
        this.events = new SeatEvents(orchestrator);
    }

    /**
     * The agent that plays the seat by being called has answered.
     *
     * @param via the protocol, such as {@code a2a-1.0}
     * @param client the name that it gives itself; null when it gives none
     */
    public void answered(Seat.SeatPlace place, String via, @Nullable String client) {
        dialed(place).ifPresent(seat -> change(seat, seat.usage().by(via, client)));
    }

    /** The agent that plays the seat by being called has been silent for too long. */
    public void unanswered(Seat.SeatPlace place) {
        dialed(place).ifPresent(seat -> change(seat, seat.usage().unreached()));
    }

    /** The seat, unless it was handed to another player since. */
    private Optional<Seat> dialed(Seat.SeatPlace place) {
        return seat(place).filter(seat -> seat.kind() == SeatKind.DIAL);
    }

    Optional<Seat> seat(Seat.SeatPlace place) {
        return seats.seats(place.conversation()).stream()
                .filter(seat -> seat.place().equals(place))
                .findFirst();
    }

    void change(Seat seat, Seat.SeatUsage now) {
        if (!now.equals(seat.usage())) {
            events.used(seat, now);
            seats.use(seat.place(), seat.revision(), now);
        }
    }
}
