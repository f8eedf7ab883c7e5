package me.fhir.chitchat.jsonrpc;

import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The error of a response (JSON-RPC 2.0, section 5.1).
 *
 * @param code one of {@link JsonRpcErrorCode}, or of the application
 * @param message a sentence a person can act on
 * @param data more about it as JSON text, or null
 */
public record JsonRpcError(
        int code, String message, @Nullable String data) {
    public static JsonRpcError of(JsonRpcErrorCode code, String message) {
        return of(code.code(), message);
    }

    public static JsonRpcError of(int code, String message) {
        return new JsonRpcError(code, message, null);
    }

    /** The error object as JSON text. */
    public String json() {
        return JsonWriter.object(this::write);
    }

    /** Writes the error's members. */
    public void write(JsonWriter json) {
        json.number("code", code).text("message", message).optionalRaw("data", data);
    }
}
