package me.fhir.chitchat.outbound.card;

import java.time.Duration;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundFailure;

/** The moment by which several calls have to be over. */
final class Deadline {
    private final long end;

    Deadline(Duration fromNow) {
        end = System.nanoTime() + fromNow.toNanos();
    }

    /** The remaining time; always positive. */
    Duration left() throws OutboundException {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (left.toMillis() <= 0) {
            throw new OutboundException(OutboundFailure.TIMEOUT, "No answer came in time.");
        }
        return left;
    }
}
