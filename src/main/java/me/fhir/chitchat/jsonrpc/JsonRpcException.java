package me.fhir.chitchat.jsonrpc;

import me.fhir.chitchat.json.JsonFaults;

/** A request that is answered with an error. */
public final class JsonRpcException extends RuntimeException {
    /** The first member that is not as it must be is answered with -32602 and its path. */
    public static final JsonFaults INVALID_PARAMS = JsonFaults.throwing(JsonRpcException::invalidParams);

    private final transient JsonRpcError error;

    public JsonRpcException(JsonRpcError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public JsonRpcError error() {
        return error;
    }

    public static JsonRpcException invalidParams(String sentence) {
        return new JsonRpcException(JsonRpcError.of(JsonRpcErrorCode.INVALID_PARAMS, sentence));
    }
}
