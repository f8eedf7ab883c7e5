package me.fhir.chitchat.jsonrpc;

/** A request that is answered with an error. */
public final class JsonRpcException extends RuntimeException {
    private final transient JsonRpcError error;

    public JsonRpcException(JsonRpcError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    public JsonRpcError error() {
        return error;
    }

    public static JsonRpcException invalidParams(String sentence) {
        return new JsonRpcException(JsonRpcErrorCode.INVALID_PARAMS.error(sentence));
    }
}
