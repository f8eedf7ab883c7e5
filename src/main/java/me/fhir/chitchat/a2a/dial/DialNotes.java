package me.fhir.chitchat.a2a.dial;

import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.seat.Seat;

/**
 * Notes for the host in what state a called agent's task is when that is not an answer: system events {@code {kind:"dial",
 * data:{agentId, state, words?}}}, each once for a message.
 */
final class DialNotes {
    static final String KIND = "dial";
    private static final int MAX_LENGTH = 1000;

    private final Orchestrator orchestrator;

    DialNotes(Orchestrator orchestrator) {
        this.orchestrator = orchestrator;
    }

    /**
     * Notes a state.
     *
     * @param words what the agent says about it; may be empty
     */
    void note(Seat.SeatPlace place, String messageId, String state, String words) {
        String cut = words.length() <= MAX_LENGTH ? words : words.substring(0, MAX_LENGTH) + "…";
        String payload = JsonWriter.object(
                json -> json.text("kind", KIND).object("data", data -> data.text("agentId", place.agentId())
                        .text("state", state)
                        .optionalText("words", cut.isBlank() ? null : cut)));
        try {
            Futures.join(orchestrator.note(
                    place.conversation(),
                    new RawJson(payload),
                    KIND + ":" + place.agentId() + ":" + messageId + ":" + state));
        } catch (ConversationException e) {
            if (e.code() != ErrorCode.CONVERSATION_FINALIZED) {
                throw e;
            }
            // Nothing can be added to the log of a conversation that has ended.
        }
    }
}
