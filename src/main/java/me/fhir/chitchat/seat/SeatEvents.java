package me.fhir.chitchat.seat;

import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.runtime.concurrent.Futures;
import org.jspecify.annotations.Nullable;

/**
 * Notes in a conversation's log who plays its seats: system events {@code {kind:"seat", data:{agentId, change, via?,
 * client?, to?}}}. An event is written before the seat's row, under a key that its repeat would have, so that a crash
 * in between neither loses nor doubles it.
 */
final class SeatEvents {
    static final String KIND = "seat";

    private final Orchestrator orchestrator;

    SeatEvents(Orchestrator orchestrator) {
        this.orchestrator = orchestrator;
    }

    /** Notes that a seat is used for the first time, by another client or protocol than before, or no longer. */
    void used(Seat seat, Seat.SeatUsage now) {
        String payload = payload(seat.place(), change(seat.usage(), now), null, now);
        write(seat.place(), payload, seat.revision() + ":" + now.changes());
    }

    private static String change(Seat.SeatUsage before, Seat.SeatUsage now) {
        if (now.lost()) {
            return "lost";
        }
        if (before.lost()) {
            return "back";
        }
        return before.taken() ? "changed" : "taken";
    }

    /** Notes that a seat has a new code. */
    void replaced(Seat seat) {
        write(
                seat.place(),
                payload(seat.place(), "replaced", null, Seat.SeatUsage.NONE),
                seat.revision() + ":replaced");
    }

    /**
     * Notes that a seat has a new player.
     *
     * @param to {@code server}, {@code person} or {@code open}
     */
    void handed(Seat seat, String to) {
        write(seat.place(), payload(seat.place(), "handed", to, Seat.SeatUsage.NONE), seat.revision() + ":handed");
    }

    private static String payload(Seat.SeatPlace place, String change, @Nullable String to, Seat.SeatUsage usage) {
        return JsonWriter.object(
                json -> json.text("kind", KIND).object("data", data -> data.text("agentId", place.agentId())
                        .text("change", change)
                        .optionalText("to", to)
                        .optionalText("via", usage.via())
                        .optionalText("client", usage.client())));
    }

    private void write(Seat.SeatPlace place, String payload, String key) {
        try {
            Futures.join(orchestrator.note(
                    place.conversation(), new RawJson(payload), KIND + ":" + place.agentId() + ":" + key));
        } catch (ConversationException e) {
            if (e.code() != ErrorCode.CONVERSATION_FINALIZED) {
                throw e;
            }
            // Nothing can be added to the log of a conversation that has ended.
        }
    }
}
