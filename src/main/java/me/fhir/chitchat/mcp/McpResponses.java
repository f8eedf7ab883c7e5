package me.fhir.chitchat.mcp;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import me.fhir.chitchat.admission.UnreadBodyException;
import me.fhir.chitchat.concurrent.Futures;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers as they leave: JSON under the status that the transport asks for. */
final class McpResponses {
    private static final Logger LOG = LoggerFactory.getLogger(McpResponses.class);
    private static final int INTERNAL_ERROR = -32603;

    private McpResponses() {}

    static Response error(String id, McpRefusal refusal) {
        return json(refusal.status(), JsonRpcText.error(id, refusal.error()));
    }

    static Response failure(String id, Throwable failure) {
        McpRefusal refusal = refusal(failure);
        return json(refusal.status(), JsonRpcText.error(id, refusal.error()));
    }

    /** What a failure becomes; an unexpected one is logged. */
    static McpRefusal refusal(Throwable failure) {
        Throwable cause = Futures.cause(failure);
        if (cause instanceof McpRefusal refusal) {
            return refusal;
        }
        if (cause instanceof UnreadBodyException unread) {
            return McpRefusal.http(unread.status(), unread.sentence());
        }
        String errorId = UUID.randomUUID().toString();
        LOG.error("An MCP request failed (error id {})", errorId, cause);
        return new McpRefusal(
                200,
                JsonRpcError.of(
                        INTERNAL_ERROR, "Something went wrong here; the log has it under error id " + errorId + "."));
    }

    static Response json(int status, String json) {
        Response.ResponseBuilder response = Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json.getBytes(StandardCharsets.UTF_8));
        return (status == 405 ? response.header(HttpHeaders.ALLOW, "POST") : response).build();
    }
}
