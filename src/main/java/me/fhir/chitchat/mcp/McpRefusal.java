package me.fhir.chitchat.mcp;

import java.util.List;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;

/** A request that the transport refuses: a JSON-RPC error under an HTTP status of its own. */
final class McpRefusal extends RuntimeException {
    /** Basic, Transports (2026-07-28): a header does not say what the body says. */
    private static final int HEADER_MISMATCH = -32020;
    /** Basic, Versioning (2026-07-28). */
    private static final int UNSUPPORTED_VERSION = -32022;

    private final int status;

    private final transient JsonRpcError error;

    McpRefusal(int status, JsonRpcError error) {
        super(error.message(), null, false, false);
        this.status = status;
        this.error = error;
    }

    int status() {
        return status;
    }

    JsonRpcError error() {
        return error;
    }

    static McpRefusal headerMismatch(String sentence) {
        return new McpRefusal(400, JsonRpcError.of(HEADER_MISMATCH, sentence));
    }

    static McpRefusal unsupportedVersion(String requested, List<String> supported) {
        String data =
                JsonWriter.object(json -> json.texts("supported", supported).text("requested", requested));
        return new McpRefusal(
                400,
                new JsonRpcError(
                        UNSUPPORTED_VERSION,
                        "The protocol version " + JsonWriter.quoted(requested) + " is not spoken here; "
                                + String.join(", ", supported) + " is.",
                        data));
    }

    static McpRefusal invalidParams(String sentence) {
        return new McpRefusal(400, JsonRpcError.of(JsonRpcErrorCode.INVALID_PARAMS, sentence));
    }

    static McpRefusal invalidRequest(int status, String sentence) {
        return new McpRefusal(status, JsonRpcError.of(JsonRpcErrorCode.INVALID_REQUEST, sentence));
    }

    static McpRefusal http(int status, String sentence) {
        return new McpRefusal(status, JsonRpcError.of(JsonRpcErrorCode.SERVER_ERROR, sentence));
    }
}
