package me.fhir.chitchat.a2a;

import jakarta.servlet.AsyncContext;
import me.fhir.chitchat.jsonrpc.JsonRpcText;

/** A response of the JSON-RPC binding: every body is the envelope of JSON-RPC, every status 200. */
final class A2aRpcResponse extends A2aResponse {
    private final String id;

    /** @param id the request's id as JSON text */
    A2aRpcResponse(AsyncContext context, StreamRegistry streams, String id, A2aVersion version) {
        super(context, streams, version);
        this.id = id;
    }

    @Override
    String mediaType() {
        return "application/json";
    }

    @Override
    String envelope(String result) {
        return JsonRpcText.result(id, result);
    }

    @Override
    String error(Throwable failure, A2aError onFinalized) {
        return JsonRpcText.error(id, A2aErrors.of(failure, version().wire(), onFinalized));
    }

    /** The SDK of 0.3 takes a stream's failure from a frame only. */
    @Override
    boolean streamsErrors() {
        return version() == A2aVersion.V0_3;
    }
}
