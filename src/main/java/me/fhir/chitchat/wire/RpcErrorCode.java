package me.fhir.chitchat.wire;

/** The error codes of the WebSocket API beside those of JSON-RPC itself. */
public enum RpcErrorCode {
    NOT_ALLOWED(403),
    NOT_FOUND(404),
    TOO_MANY_ATTEMPTS(429),
    TURN_CONFLICT(-32010),
    CONVERSATION_FINALIZED(-32011),
    INVALID_TURN(-32012),
    FINALITY_NOT_ALLOWED(-32013);

    private final int code;

    RpcErrorCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
