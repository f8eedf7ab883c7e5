package me.fhir.chitchat.bridge;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.concurrent.Futures;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.seat.Access;

/**
 * Speaks as the holder of a seat: while another agent's turn is open, it waits for the turn to close, without holding a
 * thread.
 */
public record WaitingSend(LongPoll longPoll, Duration atMost) {
    public WaitingSend(LongPoll longPoll) {
        this(longPoll, LongPoll.LONGEST);
    }

    /**
     * Sends a message as soon as no other agent's turn is open.
     *
     * @param payload a message payload as in the wire contract, documents with their content
     * @return fails with {@link ConversationException}: {@code TURN_CONFLICT}, naming whose turn it is, when that took
     *     too long; else as {@link Orchestrator#send(Orchestrator.Address, RawJson, Finality)}
     */
    public CompletableFuture<Receipt> send(
            Access access, Orchestrator.AppendTarget address, RawJson payload, Finality finality) {
        return once(access, address, payload, finality).exceptionallyCompose(failure -> {
            if (!isConflict(failure)) {
                return CompletableFuture.failedFuture(failure);
            }
            return longPoll.await(address.conversation(), () -> free(access, address), atMost)
                    .thenCompose(free -> once(access, address, payload, finality))
                    .exceptionallyCompose(again -> CompletableFuture.failedFuture(
                            isConflict(again) ? othersTurn(access, address.conversation()) : again));
        });
    }

    private static CompletableFuture<Receipt> once(
            Access access, Orchestrator.AppendTarget address, RawJson payload, Finality finality) {
        try {
            return access.orchestrator().send(address, payload, finality);
        } catch (ConversationException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean isConflict(Throwable failure) {
        Throwable cause = Futures.cause(failure);
        return cause instanceof ConversationException refused && refused.code() == ErrorCode.TURN_CONFLICT;
    }

    /** Present once no turn is open, or the sender's own is. */
    private static Optional<Boolean> free(Access access, Orchestrator.AppendTarget address) {
        return access.conversations()
                .head(address.conversation())
                .map(Head::turn)
                .filter(turn -> turn.owner() == null || turn.owner().equals(address.agentId()))
                .map(turn -> true);
    }

    private static ConversationException othersTurn(Access access, long conversation) {
        String owner = access.conversations()
                .head(conversation)
                .map(head -> head.turn().owner())
                .orElse("another agent");
        return new ConversationException(
                ErrorCode.TURN_CONFLICT,
                "It is the turn of " + owner + ", which has not finished; wait and say it again.");
    }
}
