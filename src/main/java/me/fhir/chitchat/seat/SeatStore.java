package me.fhir.chitchat.seat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where seats are kept. Every method may be called from any thread but those that publish, and is durable when it returns. */
public interface SeatStore {
    /** A seat and the hash of its code; null for a seat without one. */
    record Coded(Seat seat, @Nullable String codeHash) {}

    /**
     * A seat that was found by its code.
     *
     * @param endedAt when its conversation ended; null while it goes on
     */
    record StoredSeat(Seat seat, @Nullable Instant endedAt) {}

    /**
     * A seat that got another code or none.
     *
     * @param formerHash the hash of the code that no longer works; null when there was none
     */
    record Changed(Seat seat, @Nullable String formerHash) {}

    /** Stores the seats of a new conversation, all or none. */
    void add(List<Coded> seats);

    /** The seat that has a code of this hash. Takes the same time whether there is one or not. */
    Optional<StoredSeat> find(String codeHash);

    /** The seats of a conversation's agents. */
    List<Seat> seats(long conversation);

    /** The seats in conversations that go on, not watched over by another server, whose holders were last seen on a WebSocket, and are not noted as lost. */
    List<Seat.SeatPlace> connected();

    /**
     * Gives a seat another player and another code; who used it before is forgotten.
     *
     * @param codeHash null for no code
     * @return the seat as it is now; empty when there is none at this place
     */
    Optional<Changed> change(Seat.SeatPlace place, SeatKind kind, @Nullable String codeHash);

    /** Whether several servers may have seats of this store connected. */
    default boolean shared() {
        return false;
    }

    /** Whether the holder of a seat was last seen by another server that is running, which then watches over it. */
    default boolean isElsewhere(Seat.SeatPlace place) {
        return false;
    }

    /** Registers a listener for the hash of each code that another server revokes; must not block. */
    default void onRevoked(Consumer<String> listener) {
        // There is no other server.
    }

    /** Remembers who uses a seat, unless it has another code by now. */
    void use(Seat.SeatPlace place, int revision, Seat.SeatUsage usage);
}
