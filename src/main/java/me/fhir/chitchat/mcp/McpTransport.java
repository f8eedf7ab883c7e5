package me.fhir.chitchat.mcp;

import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import me.fhir.chitchat.admission.HostCheck;
import me.fhir.chitchat.admission.RequestBody;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import org.jspecify.annotations.Nullable;

/**
 * How the protocol's requests arrive (Basic, Transports, Streamable HTTP): one request in, one JSON answer out, no
 * sessions and no streams.
 */
final class McpTransport {
    private final HostCheck hosts;
    private final Executor workers;

    /**
     * The transport.
     *
     * @param workers where requests are answered once they are read, so that many at once need few threads
     */
    McpTransport(HostCheck hosts, Executor workers) {
        this.hosts = hosts;
        this.workers = workers;
    }

    /** Answers the requests of one address; may see a request before it answers it. */
    interface Recipient {
        McpDispatch dispatch(McpGeneration.Headers headers, List<JsonRpcMessage.Request> requests);
    }

    /** Reads a request, or a batch, and answers it. */
    void post(HttpHeaders headers, InputStream body, AsyncResponse answer, Recipient recipient) {
        String id = JsonRpcMessage.NO_ID;
        try {
            requireKnownHost(headers);
            String text = read(headers, body);
            // Headers belong to the request's own thread.
            McpGeneration.Headers era = new McpGeneration.Headers(
                    headers.getHeaderString("MCP-Protocol-Version"),
                    headers.getHeaderString("Mcp-Method"),
                    headers.getHeaderString("Mcp-Name"));
            if (Batch.is(text)) {
                Batch batch = Batch.read(text, era);
                onWorkers(
                        () -> recipient.dispatch(era, batch.requests()).answer(era, batch),
                        new ResumingAnswer(answer, id));
                return;
            }
            JsonRpcMessage message = JsonRpcMessage.parseStrict(text);
            id = message.id();
            JsonRpcMessage.Request request = request(message);
            onWorkers(
                    () -> recipient.dispatch(era, List.of(request)).answer(era, request),
                    new ResumingAnswer(answer, id));
        } catch (RuntimeException e) {
            answer.resume(McpResponses.failure(id, e));
        }
    }

    private void onWorkers(Supplier<CompletableFuture<Response>> call, ResumingAnswer answering) {
        var unused = CompletableFuture.completedFuture(call)
                .thenComposeAsync(Supplier::get, workers)
                .whenComplete(answering);
    }

    /** There are no streams to listen to and no sessions to end (Streamable HTTP, Listening for Messages). */
    Response notAllowed(HttpHeaders headers) {
        try {
            requireKnownHost(headers);
            return McpResponses.error(
                    JsonRpcMessage.NO_ID,
                    McpRefusal.http(
                            405,
                            "This is the address for an MCP client, which sends POST; /diag below it is for people."));
        } catch (McpRefusal refusal) {
            return McpResponses.error(JsonRpcMessage.NO_ID, refusal);
        }
    }

    private void requireKnownHost(HttpHeaders headers) {
        hosts.refusal(headers.getHeaderString(HttpHeaders.HOST), headers.getHeaderString("Origin"))
                .ifPresent(sentence -> {
                    throw McpRefusal.http(403, sentence);
                });
    }

    private static String read(HttpHeaders headers, InputStream body) {
        RequestBody read = RequestBody.read(body);
        if (read instanceof RequestBody.Unreadable unusable) {
            throw unusable.tooLarge()
                    ? McpRefusal.invalidRequest(413, unusable.sentence())
                    : new McpRefusal(400, JsonRpcError.of(JsonRpcErrorCode.PARSE_ERROR, unusable.sentence()));
        }
        if (!isJson(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
            throw McpRefusal.invalidRequest(415, "The body must be JSON: send it with Content-Type: application/json.");
        }
        return ((RequestBody.Received) read).text();
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
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

    /** Resumes a suspended request once its answer is there. */
    private record ResumingAnswer(AsyncResponse answer, String id)
            implements BiConsumer<@Nullable Response, @Nullable Throwable> {
        @Override
        public void accept(@Nullable Response response, @Nullable Throwable failure) {
            answer.resume(failure != null ? McpResponses.failure(id, failure) : response);
        }
    }
}
