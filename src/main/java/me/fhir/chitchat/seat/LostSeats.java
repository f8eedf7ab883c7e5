package me.fhir.chitchat.seat;

import java.time.Instant;
import me.fhir.chitchat.runtime.concurrent.Boundary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes in the log which seats are lost: those whose holder has been gone for too long a part of its own turn. */
final class LostSeats {
    private static final Logger LOG = LoggerFactory.getLogger(LostSeats.class);

    private final SeatPresence presence;
    private final SeatStore seats;
    private final SeatUses uses;
    private boolean restarted;

    LostSeats(SeatPresence presence, SeatStore seats, SeatUses uses) {
        this.presence = presence;
        this.seats = seats;
        this.uses = uses;
    }

    /** Looks once; to be called by one thread at a time. */
    synchronized void note() {
        if (!restarted || seats.shared()) {
            // Those that were connected when a server stopped are waited for as if they had just gone.
            seats.connected().forEach(presence::expect);
            restarted = true;
        }
        presence.gone()
                .forEach((place, since) -> Boundary.run(
                        LOG,
                        () -> "Noting a lost seat of conversation " + place.conversation(),
                        () -> note(place, since)));
    }

    private void note(Seat.SeatPlace place, Instant since) {
        if (presence.isLost(place, since)) {
            if (seats.isElsewhere(place)) {
                presence.seen(place);
                return;
            }
            uses.seat(place).ifPresent(seat -> uses.change(seat, seat.usage().gone()));
            presence.seen(place);
            backMeanwhile(place);
        }
    }

    /** Its holder may have come back while it was noted as lost. */
    private void backMeanwhile(Seat.SeatPlace place) {
        if (presence.isConnected(place)) {
            uses.seat(place).filter(seat -> seat.usage().via() != null).ifPresent(seat -> {
                Seat.SeatUsage usage = seat.usage();
                uses.change(seat, usage.by(String.valueOf(usage.via()), usage.client()));
            });
        }
    }
}
