package me.fhir.chitchat.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import me.fhir.chitchat.http.admission.HostCheck;
import me.fhir.chitchat.http.admission.MediaTypes;
import me.fhir.chitchat.http.admission.RequestBody;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;

/**
 * How the protocol's requests arrive (Basic, Transports, Streamable HTTP): one request in, one JSON answer out, no
 * sessions and no streams.
 */
final class McpTransport {
    private final HostCheck hostCheck;

    McpTransport(HostCheck hostCheck) {
        this.hostCheck = hostCheck;
    }

    /** Answers the requests of one address; may see a request before it answers it. */
    interface Recipient {
        McpDispatch dispatch(McpGeneration.Headers headers, List<JsonRpcMessage.Request> requests);
    }

    /**
     * Understands a request, or a batch, and answers it.
     *
     * @param recipient finds who is addressed; may refuse the address
     * @param answering takes the answer, now or later; does not block
     */
    void post(HttpServletRequest http, Supplier<Recipient> recipient, Consumer<McpResponse> answering) {
        String id = JsonRpcMessage.NO_ID;
        try {
            requireKnownHost(http);
            Recipient addressed = recipient.get();
            McpGeneration.Headers generation = new McpGeneration.Headers(
                    http.getHeader("MCP-Protocol-Version"), http.getHeader("Mcp-Method"), http.getHeader("Mcp-Name"));
            Sent sent = RequestBody.read(http, body -> sent(text(http, body), generation));
            if (sent instanceof Sent.Several several) {
                Batch batch = several.batch();
                answer(id, addressed.dispatch(generation, batch.requests()).answer(generation, batch), answering);
                return;
            }
            JsonRpcMessage message = ((Sent.One) sent).message();
            id = message.id();
            JsonRpcMessage.Request request = request(message);
            answer(id, addressed.dispatch(generation, List.of(request)).answer(generation, request), answering);
        } catch (RuntimeException e) {
            // The boundary of a request: whatever it was, the client gets a response.
            answering.accept(McpResponses.failure(id, e));
        }
    }

    private static void answer(String id, CompletableFuture<McpResponse> coming, Consumer<McpResponse> answering) {
        var unused = coming.exceptionally(failure -> McpResponses.failure(id, failure))
                .thenAccept(answering);
    }

    /** What a body holds. */
    private sealed interface Sent {
        record One(JsonRpcMessage message) implements Sent {}

        record Several(Batch batch) implements Sent {}
    }

    private static Sent sent(String text, McpGeneration.Headers generation) {
        return Batch.is(text)
                ? new Sent.Several(Batch.read(text, generation))
                : new Sent.One(JsonRpcMessage.parseStrict(text));
    }

    /** There are no streams to listen to and no sessions to end (Streamable HTTP, Listening for Messages). */
    McpResponse notAllowed(HttpServletRequest request) {
        try {
            requireKnownHost(request);
            return McpResponses.error(
                    JsonRpcMessage.NO_ID,
                    McpRefusal.http(
                            405,
                            "This is the address for an MCP client, which sends POST; /diag below it is for people."));
        } catch (McpRefusal refusal) {
            return McpResponses.error(JsonRpcMessage.NO_ID, refusal);
        }
    }

    private void requireKnownHost(HttpServletRequest request) {
        hostCheck
                .refusal(request.getHeader("Host"), request.getHeader("Origin"))
                .ifPresent(refusal -> {
                    throw new McpRefusal(
                            403,
                            new JsonRpcError(
                                    JsonRpcErrorCode.SERVER_ERROR.code(),
                                    refusal.sentence(),
                                    refusal.reason().data()));
                });
    }

    private static String text(HttpServletRequest request, RequestBody read) {
        if (read instanceof RequestBody.Unreadable unusable) {
            throw unusable.tooLarge()
                    ? McpRefusal.invalidRequest(413, unusable.sentence())
                    : new McpRefusal(400, JsonRpcError.of(JsonRpcErrorCode.PARSE_ERROR, unusable.sentence()));
        }
        if (!MediaTypes.isJson(request.getContentType())) {
            throw McpRefusal.invalidRequest(415, "The body must be JSON: send it with Content-Type: application/json.");
        }
        return ((RequestBody.Received) read).text();
    }

    private static JsonRpcMessage.Request request(JsonRpcMessage message) {
        if (!(message instanceof JsonRpcMessage.Request request)) {
            throw new McpRefusal(400, ((JsonRpcMessage.Invalid) message).error());
        }
        if (!request.notification() && request.id().equals(JsonRpcMessage.NO_ID)) {
            throw McpRefusal.invalidRequest(400, "id must be a string or a number; leave it out in a notification.");
        }
        return request;
    }
}
