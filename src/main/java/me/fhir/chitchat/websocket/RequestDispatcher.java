package me.fhir.chitchat.websocket;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import me.fhir.chitchat.http.admission.ResponsePermits;
import me.fhir.chitchat.http.wirelog.FrameLog;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;
import me.fhir.chitchat.jsonrpc.JsonRpcException;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import org.jspecify.annotations.Nullable;

/**
 * Parses the requests of one connection and calls their methods, each on the thread that its kind needs. Appends are
 * submitted as they arrive and wait for their commits side by side; a reading method waits for all earlier responses.
 */
final class RequestDispatcher {
    /** Characters of a message that are parsed on the thread that read it: some hundred microseconds' worth. */
    private static final int MAX_PARSED_AT_ONCE = 32 * 1024;

    private static final int MAX_QUOTED_NAME = 200;

    private final Map<String, RpcMethod> methods;
    private final ResponseQueue responses;
    private final FlowControl flow;
    private final Client client;
    private final ResponsePermits places;
    private final Executor workers;

    RequestDispatcher(
            Map<String, RpcMethod> methods,
            ResponseQueue responses,
            FlowControl flow,
            Client client,
            ResponsePermits places,
            Executor workers) {
        this.methods = methods;
        this.responses = responses;
        this.flow = flow;
        this.client = client;
        this.places = places;
        this.workers = workers;
    }

    /**
     * Takes a message that {@link FlowControl#accept} has accepted. Runs on the thread that reads for many connections.
     *
     * @param answered runs once the response is ready
     */
    void dispatch(String text, Runnable answered) {
        if (text.length() > MAX_PARSED_AT_ONCE) {
            workers.execute(() -> parse(text, answered));
        } else {
            parse(text, answered);
        }
    }

    /** A request as it came. */
    private record Incoming(
            String text, JsonRpcMessage.Request request, FrameLog.@Nullable Asked note, Runnable answered) {}

    /** Answers an accepted message of this description, which cannot be read, with an error. */
    void refuseUnread(String description, JsonRpcError error) {
        client.notes().refused(description, JsonRpcMessage.NO_ID, error);
        refuse(JsonRpcMessage.NO_ID, error);
    }

    /** Notes a message of this description, for which the connection is closed. */
    void closesFor(String description, CloseCode code, String reason) {
        client.notes().closed(description, code, reason);
    }

    private void refuse(String id, JsonRpcError error) {
        responses.add(id, CompletableFuture.failedFuture(new JsonRpcException(error)));
        flow.handedOver();
    }

    private void parse(String text, Runnable answered) {
        JsonRpcMessage message = JsonRpcMessage.parse(text);
        if (message instanceof JsonRpcMessage.Invalid invalid) {
            refuse(text, invalid.id(), invalid.error(), answered);
            return;
        }
        JsonRpcMessage.Request request = (JsonRpcMessage.Request) message;
        RpcMethod method = methods.get(request.method());
        if (method == null) {
            JsonRpcError unknown = JsonRpcError.of(
                    JsonRpcErrorCode.METHOD_NOT_FOUND, "There is no method " + shortened(request.method()) + ".");
            refuse(text, request.id(), unknown, answered);
            return;
        }
        call(method, new Incoming(text, request, client.notes().asked(text, request), answered));
    }

    private void refuse(String text, String id, JsonRpcError error, Runnable answered) {
        client.notes().refused(text, id, error);
        refuse(id, error);
        answered.run();
    }

    private void call(RpcMethod method, Incoming incoming) {
        if (method instanceof RpcMethod.Submitting submitting) {
            handOver(incoming, submit(submitting.call(), incoming.request()));
        } else if (method instanceof RpcMethod.LookingUp lookingUp) {
            workers.execute(() -> handOver(incoming, submit(lookingUp.call(), incoming.request())));
        } else if (method instanceof RpcMethod.Reading reading) {
            responses.whenEmpty(
                    () -> workers.execute(() -> handOver(incoming, read(reading.call(), incoming.request()))));
        } else {
            RpcMethod.ReadingMuch reading = (RpcMethod.ReadingMuch) method;
            // All earlier responses are delivered: this one counts as waiting before its place is given back.
            responses.whenEmpty(
                    () -> places.execute(workers, () -> handOver(incoming, read(reading.call(), incoming.request()))));
        }
    }

    private static String shortened(String name) {
        return name.length() > MAX_QUOTED_NAME ? name.substring(0, MAX_QUOTED_NAME) + "…" : name;
    }

    /** Leaves the rest to the queue of responses and lets the next frame be read. */
    private void handOver(Incoming incoming, CompletableFuture<MethodResult> result) {
        client.notes().answered(incoming.text(), incoming.request(), incoming.note(), result);
        responses.add(incoming.request().id(), result);
        var unused = result.whenComplete((value, failure) -> incoming.answered().run());
        flow.handedOver();
    }

    private CompletableFuture<MethodResult> submit(RpcMethod.Submit method, JsonRpcMessage.Request request) {
        LogFields.put(request);
        try {
            return method.call(client, request.params());
        } catch (RuntimeException e) {
            // The boundary of a request: whatever it was, the client gets a response.
            return CompletableFuture.failedFuture(e);
        } finally {
            LogFields.remove();
        }
    }

    private CompletableFuture<MethodResult> read(RpcMethod.Read method, JsonRpcMessage.Request request) {
        return submit((caller, params) -> CompletableFuture.completedFuture(method.call(caller, params)), request);
    }
}
