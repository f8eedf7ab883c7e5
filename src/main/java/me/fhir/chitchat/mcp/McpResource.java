package me.fhir.chitchat.mcp;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import me.fhir.chitchat.bridge.BridgeBody;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.HostCheck;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import me.fhir.chitchat.jsonrpc.JsonRpcText;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address of the MCP bridge (Basic, Transports, Streamable HTTP): one request in, one JSON answer out, no sessions and
 * no streams.
 */
@Path("/bridge/{config64}/mcp")
public final class McpResource {
    private static final Logger LOG = LoggerFactory.getLogger(McpResource.class);
    private static final int INTERNAL_ERROR = -32603;

    private final McpMethods methods;
    private final HostCheck hosts;
    private final Executor workers;

    /**
     * The bridge's resource.
     *
     * @param workers where requests are answered once they are read, so that many at once need few threads
     */
    public McpResource(ChatTools tools, ScenarioStore scenarios, HostCheck hosts, Executor workers) {
        this.methods = new McpMethods(tools, scenarios);
        this.hosts = hosts;
        this.workers = workers;
    }

    @POST
    public void post(
            @PathParam("config64") String config64,
            @Context HttpHeaders headers,
            InputStream body,
            @Suspended AsyncResponse answer) {
        String id = JsonRpcMessage.NO_ID;
        try {
            requireKnownHost(headers);
            JsonRpcMessage message = read(headers, body);
            id = message.id();
            Era.Headers era = new Era.Headers(
                    headers.getHeaderString("MCP-Protocol-Version"),
                    headers.getHeaderString("Mcp-Method"),
                    headers.getHeaderString("Mcp-Name"));
            // Headers belong to the request's own thread.
            var unused = CompletableFuture.completedFuture(message)
                    .thenComposeAsync(request -> answer(config64, era, request), workers)
                    .whenComplete(new Answering(answer, id));
        } catch (McpRefusal refusal) {
            answer.resume(error(id, refusal));
        } catch (RuntimeException e) {
            answer.resume(failure(id, e));
        }
    }

    /** There are no streams to listen to and no sessions to end (Streamable HTTP, Listening for Messages). */
    @GET
    public Response get(@Context HttpHeaders headers) {
        return notAllowed(headers);
    }

    @DELETE
    public Response delete(@Context HttpHeaders headers) {
        return notAllowed(headers);
    }

    private Response notAllowed(HttpHeaders headers) {
        try {
            requireKnownHost(headers);
            return error(
                    JsonRpcMessage.NO_ID,
                    McpRefusal.http(
                            405,
                            "This is the address for an MCP client, which sends POST; /diag below it is for people."));
        } catch (McpRefusal refusal) {
            return error(JsonRpcMessage.NO_ID, refusal);
        }
    }

    private void requireKnownHost(HttpHeaders headers) {
        hosts.refusal(headers.getHeaderString(HttpHeaders.HOST), headers.getHeaderString("Origin"))
                .ifPresent(sentence -> {
                    throw McpRefusal.http(403, sentence);
                });
    }

    private static JsonRpcMessage read(HttpHeaders headers, InputStream body) {
        BridgeBody read = BridgeBody.read(body);
        if (read instanceof BridgeBody.Unusable unusable) {
            throw unusable.tooLarge()
                    ? McpRefusal.invalidRequest(413, unusable.sentence())
                    : new McpRefusal(400, JsonRpcError.of(JsonRpcError.PARSE_ERROR, unusable.sentence()));
        }
        if (!isJson(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
            throw McpRefusal.invalidRequest(415, "The body must be JSON: send it with Content-Type: application/json.");
        }
        JsonRpcMessage message = JsonRpcMessage.parseStrict(((BridgeBody.Text) read).text());
        if (message instanceof JsonRpcMessage.Request request
                && !request.notification()
                && request.id().equals(JsonRpcMessage.NO_ID)) {
            throw McpRefusal.invalidRequest(400, "id must be a string or a number; leave it out in a notification.");
        }
        return message;
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    /** The answer to come; a notification gets none but its receipt. */
    private CompletableFuture<Response> answer(String config64, Era.Headers headers, JsonRpcMessage message) {
        if (message instanceof JsonRpcMessage.Invalid invalid) {
            throw new McpRefusal(400, invalid.error());
        }
        JsonRpcMessage.Request request = (JsonRpcMessage.Request) message;
        Config64 config = config(config64);
        Era era = Era.of(request, headers);
        if (request.notification()) {
            return CompletableFuture.completedFuture(Response.accepted().build());
        }
        return methods.call(era, config, request)
                .thenApply(result -> json(200, JsonRpcText.result(request.id(), result)));
    }

    private static Config64 config(String config64) {
        try {
            return Config64.parse(config64);
        } catch (ConversationException e) {
            throw McpRefusal.invalidParams(e.sentence());
        }
    }

    /** Resumes a suspended request once its answer is there. */
    private record Answering(AsyncResponse answer, String id)
            implements BiConsumer<@Nullable Response, @Nullable Throwable> {
        @Override
        public void accept(@Nullable Response response, @Nullable Throwable failure) {
            answer.resume(response == null ? failure(id, failure) : response);
        }
    }

    private static Response error(String id, McpRefusal refusal) {
        return json(refusal.status(), JsonRpcText.error(id, refusal.error()));
    }

    private static Response failure(String id, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof McpRefusal refusal) {
            return error(id, refusal);
        }
        String errorId = UUID.randomUUID().toString();
        LOG.error("An MCP request failed (error id {})", errorId, cause);
        return json(
                200,
                JsonRpcText.error(
                        id,
                        JsonRpcError.of(
                                INTERNAL_ERROR,
                                "Something went wrong here; the log has it under error id " + errorId + ".")));
    }

    private static Response json(int status, String json) {
        Response.ResponseBuilder response = Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json.getBytes(StandardCharsets.UTF_8));
        return (status == 405 ? response.header(HttpHeaders.ALLOW, "POST") : response).build();
    }
}
