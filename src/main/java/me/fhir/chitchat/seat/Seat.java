package me.fhir.chitchat.seat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One place in a conversation with seats: its host's, its spectators', or an agent's.
 *
 * @param traces whether its holder sees every agent's private traces
 * @param expiresAt when an unused code stops working; null for never
 * @param revision how many codes it has had, the present one included
 */
public record Seat(
        SeatPlace place,
        SeatKind kind,
        boolean traces,
        @Nullable Instant expiresAt,
        SeatUsage usage,
        int revision) {
    /**
     * Where it is.
     *
     * @param agentId the agent that is played here; empty for the host and the spectators
     */
    public record SeatPlace(long conversation, SeatRole role, String agentId) {
        /** An agent's place. */
        public static SeatPlace of(long conversation, String agentId) {
            return new SeatPlace(conversation, SeatRole.SEAT, agentId);
        }
    }

    /**
     * By whom it was used last.
     *
     * @param via the protocol, such as {@code a2a-1.0}; null before it was used
     * @param client the name and version that the client sent; null when it sent none
     * @param changes how many events name its users
     * @param lost whether the last of these events is that it was lost
     */
    public record SeatUsage(@Nullable String via, @Nullable String client, int changes, boolean lost) {
        public static final SeatUsage NONE = new SeatUsage(null, null, 0, false);
        private static final int MAX_CLIENT_LENGTH = 120;
        /** A client that changes its name with every request must not fill the log. */
        private static final int MAX_CHANGES = 100;

        public boolean taken() {
            return via != null;
        }

        /** The usage once this client was here; the same when that is no news. */
        SeatUsage by(String protocol, @Nullable String name) {
            String cut =
                    name == null || name.length() <= MAX_CLIENT_LENGTH ? name : name.substring(0, MAX_CLIENT_LENGTH);
            String known = cut == null && protocol.equals(via) ? client : cut;
            SeatUsage now = new SeatUsage(protocol, known, changes, false);
            return now.equals(this) || changes >= MAX_CHANGES
                    ? this
                    : new SeatUsage(protocol, known, changes + 1, false);
        }

        /** The usage once the client was lost; the same when that is no news. */
        SeatUsage gone() {
            return taken() ? unreached() : this;
        }

        /** The usage of a seat whose player does not answer, or never did; the same when that is no news. */
        SeatUsage unreached() {
            return lost || changes >= MAX_CHANGES ? this : new SeatUsage(via, client, changes + 1, true);
        }
    }
}
