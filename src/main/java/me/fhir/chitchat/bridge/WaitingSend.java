package me.fhir.chitchat.bridge;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.world.Player;
import me.fhir.chitchat.world.WorldTools;

/**
 * Speaks as the holder of a seat: while another agent's turn is open, it waits for the turn to close, without holding a
 * thread.
 */
public record WaitingSend(LongPoll longPoll, WorldTools tools, Duration atMost) {
    public WaitingSend(LongPoll longPoll, WorldTools tools) {
        this(longPoll, tools, LongPoll.MAX_WAIT);
    }

    /**
     * Sends a message as soon as no other agent's turn is open.
     *
     * @param payload a message payload as in the wire contract, documents with their content
     * @return fails with {@link ConversationException}: {@code TURN_CONFLICT}, naming whose turn it is, when that took too
     *     long; else as {@link WorldTools#send}
     */
    public CompletableFuture<Receipt> send(Player player, RawJson payload, Finality finality) {
        return once(player, payload, finality).exceptionallyCompose(failure -> {
            if (!isConflict(failure)) {
                return CompletableFuture.failedFuture(failure);
            }
            return longPoll.await(
                            new WaitingCeiling.Waiter(player.conversation(), player.agentId()),
                            () -> free(player),
                            atMost)
                    .thenCompose(free -> once(player, payload, finality))
                    .exceptionallyCompose(
                            again -> CompletableFuture.failedFuture(isConflict(again) ? othersTurn(player) : again));
        });
    }

    private CompletableFuture<Receipt> once(Player player, RawJson payload, Finality finality) {
        try {
            JsonFields message = JsonFields.parse(payload.text(), "messagePayload", ConversationException.INVALID);
            return tools.send(player, message.object(), finality);
        } catch (ConversationException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean isConflict(Throwable failure) {
        Throwable cause = Futures.cause(failure);
        return cause instanceof ConversationException refused && refused.code() == ErrorCode.TURN_CONFLICT;
    }

    /** Present once the turn is free, or the sender's own. */
    private static Optional<Boolean> free(Player player) {
        return player.access()
                .conversations()
                .head(player.conversation())
                .map(Head::turn)
                .filter(turn -> turn.owner() == null || turn.owner().equals(player.agentId()))
                .map(turn -> true);
    }

    private static ConversationException othersTurn(Player player) {
        String owner = player.access()
                .conversations()
                .head(player.conversation())
                .map(head -> head.turn().owner())
                .orElse("another agent");
        return new ConversationException(
                ErrorCode.TURN_CONFLICT, "It is the turn of " + owner + ", which has not finished; wait and retry.");
    }
}
