package me.fhir.chitchat.websocket;

import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.ConversationStore.Caller;
import me.fhir.chitchat.jsonrpc.Params;

/** One method of the door. What it throws, and what its future fails with, is answered as an error. */
sealed interface RpcMethod {
    /**
     * A method that only submits: the next frame is read while this one waits for its commit. Must not block, but for the
     * commit of a caller that waits.
     */
    @FunctionalInterface
    interface Submit {
        CompletableFuture<Answer> call(Params params, Caller caller);
    }

    /** A method that reads or waits; it runs when all earlier frames of its connection are answered. */
    @FunctionalInterface
    interface Read {
        Answer call(Connection connection, Params params);
    }

    /** A submitting method. */
    record Submitting(Submit call) implements RpcMethod {}

    /** A reading method. */
    record Reading(Read call) implements RpcMethod {}
}
