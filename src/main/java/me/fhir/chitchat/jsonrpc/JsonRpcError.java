package me.fhir.chitchat.jsonrpc;

import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * An error answer (JSON-RPC 2.0, section 5.1).
 *
 * @param message a sentence a person can act on
 * @param data more about it as JSON text, or null
 */
public record JsonRpcError(
        int code, String message, @Nullable String data) {
    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;

    public static JsonRpcError of(int code, String message) {
        return new JsonRpcError(code, message, null);
    }

    /** The error object as JSON text. */
    public String json() {
        return "{\"code\":" + code + ",\"message\":" + JsonText.quote(message)
                + (data == null ? "" : ",\"data\":" + data) + "}";
    }
}
