package me.fhir.chitchat.websocket;

import java.util.Iterator;
import java.util.List;
import me.fhir.chitchat.jsonrpc.JsonRpcText;
import org.jspecify.annotations.Nullable;

/** Encodes the responses of one connection and queues them, in the order in which it is called. */
final class ResponseWriter {
    private final OutboundQueue outbound;

    ResponseWriter(OutboundQueue outbound) {
        this.outbound = outbound;
    }

    /** Queues either the result or the failure. */
    void write(String id, @Nullable MethodResult result, @Nullable Throwable failure) {
        if (failure != null || result == null) {
            Throwable cause = failure == null ? new IllegalStateException("a method without a result") : failure;
            outbound.response(MessageEncoder.utf8(JsonRpcText.error(id, RpcErrors.of(cause))));
            return;
        }
        if (result.value() instanceof MethodResult.Value.WholeJson text) {
            outbound.response(MessageEncoder.utf8(JsonRpcText.result(id, text.json())));
        } else if (result.value() instanceof MethodResult.Value.JsonPieces pieces) {
            outbound.response(response(id, pieces.json()));
        }
        if (result.then() != null) {
            result.then().run();
        }
    }

    /** The whole response in pieces. */
    private static Iterator<String> response(String id, Iterator<String> result) {
        Iterator<String> before = List.of(JsonRpcText.resultStart(id)).iterator();
        Iterator<String> after = List.of("}").iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return after.hasNext();
            }

            @Override
            public String next() {
                return before.hasNext() ? before.next() : result.hasNext() ? result.next() : after.next();
            }
        };
    }
}
