package me.fhir.chitchat.mcp.client;

import java.util.Optional;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.outbound.OutboundFailure;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request.
 *
 * @param message the JSON-RPC response; null when there was none
 * @param session the session that the server begins, or null
 */
record McpAnswer(
        int status, Json.@Nullable Object message, @Nullable String session) {
    private static final int MAX_QUOTE_LENGTH = 500;

    /** The result, if the request succeeded. */
    Json.@Nullable Object resultOrNull() {
        return message == null || OutboundFailure.ofStatus(status).isPresent() ? null : message.object("result");
    }

    /** The result. */
    Json.Object result() throws McpFailure {
        Json.Object result = resultOrNull();
        if (result == null) {
            throw failure();
        }
        return result;
    }

    /** Why there is no result. */
    McpFailure failure() {
        Json.Object error = message == null ? null : message.object("error");
        if (error != null) {
            return new McpFailure("The server answered with the error " + error.raw("code") + ": "
                    + shortened(String.valueOf(error.text("message"))));
        }
        Optional<OutboundFailure> failure = OutboundFailure.ofStatus(status);
        return new McpFailure(
                failure.isPresent()
                        ? "The server answered with the status " + status + ". "
                                + (failure.get() == OutboundFailure.UNAUTHORIZED
                                        ? "It wants headers that the agent's configuration does not give it."
                                        : "Check that the URL is that of an MCP endpoint over Streamable HTTP.")
                        : "The server's answer is not an answer of MCP. Check the URL.");
    }

    static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_QUOTE_LENGTH ? line : line.substring(0, MAX_QUOTE_LENGTH) + " …";
    }
}
