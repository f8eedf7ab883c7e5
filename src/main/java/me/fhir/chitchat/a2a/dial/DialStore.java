package me.fhir.chitchat.a2a.dial;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import me.fhir.chitchat.seat.Seat;

/** Where it is kept which agents are called. Every method may be called from any thread, and is durable when it returns. */
public interface DialStore {
    /**
     * An agent that is called.
     *
     * @param sealedHeaders what {@link HeaderSeal} made of its headers
     */
    record DialedSeat(Seat.SeatPlace place, URI url, String sealedHeaders, Duration responseTimeout) {}

    /** Keeps those of a new conversation, all or none. */
    void add(List<DialedSeat> seats);

    /** Those of a conversation. */
    List<DialedSeat> of(long conversation);

    /** The conversations that have ended without {@link #markEndSent} for each of these seats. */
    List<Long> withUnsentEnd();

    /** The agent knows that its conversation has ended, or need not be notified. */
    void markEndSent(Seat.SeatPlace place);

    /** How far the conversation has got; {@link DialProgress#NONE} before it has begun. */
    DialProgress progress(Seat.SeatPlace place);

    void save(Seat.SeatPlace place, DialProgress progress);
}
