package me.fhir.chitchat.bridge;

import java.util.Optional;
import java.util.concurrent.Executor;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.seat.CallerInfo;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.SeatRole;
import me.fhir.chitchat.world.WorldTools;

/**
 * Lets the holders of seats in at the addresses of the bridges' protocols.
 *
 * @param tools what the roles of seats are offered
 * @param workers runs what may block
 */
public record SeatAuthenticator(SeatGuard guard, HandleKey key, LongPoll longPoll, WorldTools tools, Executor workers) {
    /** A seat that was opened with its code, and what its holder speaks through. */
    public record Seated(
            SeatGuard.SeatSession opened,
            SeatParticipant participant,
            BridgeConversations conversations,
            Handles handles) {
        public ConversationStore store() {
            return opened.access().conversations();
        }
    }

    /**
     * Opens a seat; empty when the code is wrong, or not that of a seat.
     *
     * @param spelling the code as it stands in the address
     * @param address from which guesses are counted together
     * @throws me.fhir.chitchat.seat.TooManyAttemptsException when too many wrong codes came from there
     */
    public Optional<Seated> open(String spelling, String address) {
        return guard.openWithoutUse(spelling, address)
                .filter(opened -> opened.seat().place().role() == SeatRole.SEAT)
                .map(this::seated);
    }

    private Seated seated(SeatGuard.SeatSession opened) {
        ConversationStore store = opened.access().conversations();
        long conversation = opened.seat().place().conversation();
        Head head = store.requireHead(conversation);
        String meta = store.conversation(conversation).orElseThrow().metadata().text();
        return new Seated(
                opened,
                new SeatParticipant(opened.seat().place().agentId(), head, StoredJson.object(meta)),
                new BridgeConversations(opened.access(), tools, workers, new WaitingSend(longPoll, tools)),
                new Handles(key, store));
    }

    /** As {@link SeatGuard#hold}. */
    public Runnable hold(Seated seated, Runnable onRevoked) {
        return guard.hold(seated.opened(), onRevoked);
    }

    /** Notes that a seat is used. */
    public void used(Seated seated, CallerInfo caller) {
        guard.used(seated.opened().seat(), caller);
    }
}
