package me.fhir.chitchat.seat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import me.fhir.chitchat.conversation.Head;
import org.jspecify.annotations.Nullable;

/** The codes that one caller has shown, at most one per conversation. For any thread. */
final class Grants {
    /** A code works, for reading, for so long after the end of its conversation. */
    private static final Duration AFTER_THE_END = Duration.ofHours(24);

    private final Map<Long, Grant> byConversation = new ConcurrentHashMap<>();
    private final SeatStore seats;
    private final Clock clock;

    Grants(SeatStore seats, Clock clock) {
        this.seats = seats;
        this.clock = clock;
    }

    /** The seat of a code, if the code works. */
    Optional<Seat> lookUp(String codeHash) {
        return seats.find(codeHash).filter(this::works).map(SeatStore.StoredSeat::seat);
    }

    /** Adds a grant and gives back the one that it takes the place of. */
    @Nullable
    Grant put(Grant grant) {
        return byConversation.put(grant.conversation(), grant);
    }

    Optional<Grant> remove(long conversation) {
        return Optional.ofNullable(byConversation.remove(conversation));
    }

    /** The grant that was shown for a conversation; it may have been revoked since. */
    Optional<Grant> of(long conversation) {
        return Optional.ofNullable(byConversation.get(conversation));
    }

    /** All that were shown. */
    Iterable<Grant> all() {
        return byConversation.values();
    }

    /** The grant, if its code still works. Reads the store. */
    Optional<Grant> current(Grant grant) {
        return grant.revoked()
                ? Optional.empty()
                : lookUp(grant.codeHash())
                        .filter(seat -> seat.place().equals(grant.seat().place()))
                        .map(seat -> grant);
    }

    /** The rights in a conversation that stands like this, if the code still works. Reads nothing. */
    Optional<Rights> unexpired(Head head) {
        Head.Closing closing = head.lastClosing();
        Instant endedAt = head.completed() && closing != null ? closing.ts() : null;
        return of(head.conversation())
                .filter(grant -> !grant.revoked() && !isOver(endedAt))
                .map(Grant::rights);
    }

    private boolean works(SeatStore.StoredSeat found) {
        Seat seat = found.seat();
        boolean unused = seat.place().role() == SeatRole.SEAT && !seat.usage().taken();
        boolean expired = unused && seat.expiresAt() != null && !clock.instant().isBefore(seat.expiresAt());
        return !expired && !isOver(found.endedAt());
    }

    private boolean isOver(@Nullable Instant endedAt) {
        return endedAt != null && !clock.instant().isBefore(endedAt.plus(AFTER_THE_END));
    }
}
