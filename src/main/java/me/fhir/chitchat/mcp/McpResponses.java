package me.fhir.chitchat.mcp;

import me.fhir.chitchat.http.admission.ErrorReference;
import me.fhir.chitchat.http.admission.UnreadBodyException;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;
import me.fhir.chitchat.jsonrpc.JsonRpcText;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.seat.TooManyAttemptsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers as they leave: JSON under the status that the transport asks for. */
final class McpResponses {
    private static final Logger LOG = LoggerFactory.getLogger(McpResponses.class);

    private McpResponses() {}

    static McpResponse error(String id, McpRefusal refusal) {
        McpResponse answer = McpResponse.json(refusal.status(), JsonRpcText.error(id, refusal.error()));
        return refusal.status() == 405 ? answer.with("Allow", "POST") : answer;
    }

    static McpResponse failure(String id, Throwable failure) {
        if (Futures.cause(failure) instanceof TooManyAttemptsException guesses) {
            return error(id, McpRefusal.http(429, guesses.sentence()))
                    .with("Retry-After", String.valueOf(guesses.retryAfterSeconds()));
        }
        return error(id, refusal(failure));
    }

    /** The response to a failure; an unexpected one is logged. */
    static McpRefusal refusal(Throwable failure) {
        Throwable cause = Futures.cause(failure);
        if (cause instanceof McpRefusal refusal) {
            return refusal;
        }
        if (cause instanceof UnreadBodyException unread) {
            return McpRefusal.http(unread.status(), unread.sentence());
        }
        return new McpRefusal(200, JsonRpcError.of(JsonRpcErrorCode.INTERNAL_ERROR, ErrorReference.log(LOG, cause)));
    }
}
