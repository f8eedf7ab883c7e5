package me.fhir.chitchat.websocket;

import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.json.JsonFields;

/** One RPC method. What it throws, and what its future fails with, is answered as an error. */
sealed interface RpcMethod {
    /** Submits something; the next frame is read while this one waits for its commit. */
    @FunctionalInterface
    interface Submit {
        CompletableFuture<MethodResult> call(Client client, JsonFields params);
    }

    /** A method that reads or waits; it runs when all earlier frames of its connection are answered. */
    @FunctionalInterface
    interface Read {
        MethodResult call(Client client, JsonFields params);
    }

    /** A method that only submits, or knows its answer. Runs on the thread that reads for many connections, so it must never block. */
    record Submitting(Submit call) implements RpcMethod {}

    /** A method that looks something up, which may block, and then submits. */
    record LookingUp(Submit call) implements RpcMethod {}

    /** A reading method. */
    record Reading(Read call) implements RpcMethod {}

    /** A reading method whose answer may be megabytes in one piece; few of them run at a time on the whole server. */
    record ReadingMuch(Read call) implements RpcMethod {}
}
