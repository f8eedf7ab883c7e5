package me.fhir.chitchat.mcp.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.outbound.HeaderMask;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundHeaders;
import me.fhir.chitchat.outbound.OutboundRequest;
import me.fhir.chitchat.outbound.OutboundStream;
import me.fhir.chitchat.outbound.SentEvent;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON-RPC to one MCP endpoint and reads the answer, one JSON object or an event stream (Basic, Transports, Streamable
 * HTTP). For one thread at a time.
 */
final class McpHttp {
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);
    /** Notifications about progress come before an answer. */
    private static final int MAX_EVENTS = 1_000;

    private final OutboundClient client;
    private final URI url;
    private final OutboundHeaders secrets;
    private final HeaderMask mask;
    private long lastId;

    McpHttp(OutboundClient client, URI url, OutboundHeaders secrets) {
        this.client = client;
        this.url = url;
        this.secrets = secrets;
        this.mask = HeaderMask.of(secrets);
    }

    /** Waits for the answer to a request, of any status, until the thread is interrupted. */
    McpAnswer send(ServerGeneration generation, McpRequest request) throws McpFailure, InterruptedException {
        long id = ++lastId;
        try (OutboundStream stream = open(generation, request, json(generation, request, id))) {
            return new McpAnswer(stream.status(), message(stream, id), stream.header(ServerGeneration.SESSION_HEADER));
        } catch (OutboundException e) {
            throw new McpFailure(e.sentence());
        }
    }

    /** Sends what has no answer. */
    void sendNotification(ServerGeneration generation, McpRequest request) throws McpFailure, InterruptedException {
        try (OutboundStream stream = open(generation, request, notificationJson(request))) {
            stream.discard();
        } catch (OutboundException e) {
            throw new McpFailure(e.sentence());
        }
    }

    private static String json(ServerGeneration generation, McpRequest request, long id) {
        return JsonWriter.object(json -> json.text("jsonrpc", "2.0")
                .number("id", id)
                .text("method", request.method())
                .object("params", members -> {
                    request.params().accept(members);
                    generation.meta(members);
                }));
    }

    private static String notificationJson(McpRequest request) {
        return JsonWriter.object(json -> json.text("jsonrpc", "2.0").text("method", request.method()));
    }

    private OutboundStream open(ServerGeneration generation, McpRequest request, String json)
            throws OutboundException, InterruptedException {
        OutboundRequest post =
                OutboundRequest.post(url, json, MAX_SILENCE).with("Accept", "application/json, text/event-stream");
        for (Map.Entry<String, String> header : generation.headers(request).entrySet()) {
            post = post.with(header.getKey(), header.getValue());
        }
        return client.open(post.with(secrets), MAX_SILENCE);
    }

    private Json.@Nullable Object message(OutboundStream stream, long id)
            throws OutboundException, InterruptedException {
        if (!stream.isEventStream()) {
            Json.Object whole = Json.objectOrNull(mask.apply(stream.body(MAX_SILENCE)));
            return whole != null && isAnswer(whole, id) ? whole : null;
        }
        for (int n = 0; n < MAX_EVENTS; n++) {
            SentEvent event = stream.next();
            if (event == null) {
                return null;
            }
            Json.Object message = Json.objectOrNull(mask.apply(event.data()));
            if (message != null && isAnswer(message, id)) {
                return message;
            }
        }
        return null;
    }

    /** An error may come without an id, when the server could not read the request. */
    private static boolean isAnswer(Json.Object message, long id) {
        boolean ours = Long.toString(id).equals(message.raw("id"));
        return !message.has("method") && (ours || (!message.has("id") && message.has("error")));
    }
}
