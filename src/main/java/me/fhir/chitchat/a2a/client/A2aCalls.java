package me.fhir.chitchat.a2a.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import me.fhir.chitchat.a2a.client.AgentHttp.AgentReply;
import me.fhir.chitchat.a2a.message.PartShape;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.outbound.card.A2aDialect;
import org.jspecify.annotations.Nullable;

/** The requests of A2A as one endpoint takes them: JSON-RPC of 0.3 or 1.0, or HTTP+JSON of 1.0. For any thread. */
final class A2aCalls {
    private final AgentHttp http;
    private final URI endpoint;
    private final A2aDialect dialect;
    private final @Nullable String tenant;

    A2aCalls(AgentHttp http, URI endpoint, A2aDialect dialect, @Nullable String tenant) {
        this.tenant = tenant;
        this.http = http;
        this.endpoint = endpoint;
        this.dialect = dialect;
    }

    private boolean isOld() {
        return dialect == A2aDialect.JSONRPC_03;
    }

    /** Sends a message; the answer is a stream when it is asked for and the agent can. */
    AgentReply send(AgentRequest message, boolean stream) throws AgentUnreachableException, InterruptedException {
        String params = JsonWriter.object(json -> {
            tenant(json);
            json.object("message", members -> write(members, message));
            if (isOld()) {
                json.object("configuration", configuration -> configuration.flag("blocking", true));
            }
        });
        return switch (dialect) {
            case JSONRPC_03 -> rpc(stream ? "message/stream" : "message/send", params, stream);
            case JSONRPC_10 -> rpc(stream ? "SendStreamingMessage" : "SendMessage", params, stream);
            case HTTP_JSON_10 -> open(stream ? "/message:stream" : "/message:send", params, stream);
        };
    }

    /** Follows a task; the answer is a stream. */
    AgentReply subscribe(String taskId) throws AgentUnreachableException, InterruptedException {
        String params = id(taskId);
        return switch (dialect) {
            case JSONRPC_03 -> rpc("tasks/resubscribe", params, true);
            case JSONRPC_10 -> rpc("SubscribeToTask", params, true);
            case HTTP_JSON_10 -> open("/tasks/" + segment(taskId) + ":subscribe", "{}", true);
        };
    }

    /** The task as it stands. */
    AgentReply task(String taskId) throws AgentUnreachableException, InterruptedException {
        return switch (dialect) {
            case JSONRPC_03 -> rpc("tasks/get", id(taskId), false);
            case JSONRPC_10 -> rpc("GetTask", id(taskId), false);
            case HTTP_JSON_10 -> open("/tasks/" + segment(taskId), null, false);
        };
    }

    /** Asks that the task be given up. */
    AgentReply cancel(String taskId) throws AgentUnreachableException, InterruptedException {
        return switch (dialect) {
            case JSONRPC_03 -> rpc("tasks/cancel", id(taskId), false);
            case JSONRPC_10 -> rpc("CancelTask", id(taskId), false);
            case HTTP_JSON_10 -> open("/tasks/" + segment(taskId) + ":cancel", "{}", false);
        };
    }

    private void write(JsonWriter json, AgentRequest message) {
        PartShape shape = isOld() ? PartShape.V0_3 : PartShape.V1_0;
        json.optionalText("kind", isOld() ? "message" : null)
                .text("messageId", message.messageId())
                .text("role", isOld() ? "user" : "ROLE_USER")
                .optionalText("contextId", message.contextId())
                .optionalText("taskId", message.taskId())
                .objects("parts", message.parts(), shape::write);
    }

    private String id(String taskId) {
        return JsonWriter.object(json -> {
            tenant(json);
            json.text("id", taskId);
        });
    }

    /** JSON-RPC has it among the parameters, HTTP+JSON in the path. */
    private void tenant(JsonWriter json) {
        json.optionalText("tenant", dialect == A2aDialect.JSONRPC_10 ? tenant : null);
    }

    private static String segment(String taskId) {
        return URLEncoder.encode(taskId, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private AgentReply rpc(String method, String params, boolean stream)
            throws AgentUnreachableException, InterruptedException {
        return open(
                "",
                JsonWriter.object(json -> json.text("jsonrpc", "2.0")
                        .text("id", UUID.randomUUID().toString())
                        .text("method", method)
                        .raw("params", params)),
                stream);
    }

    private AgentReply open(String path, @Nullable String body, boolean stream)
            throws AgentUnreachableException, InterruptedException {
        String base = endpoint.toString().replaceFirst("/+$", "") + (tenant == null ? "" : "/" + segment(tenant));
        URI uri = path.isEmpty() ? endpoint : URI.create(base + path);
        return http.open(
                uri,
                body,
                Map.of(
                        "Accept",
                        stream ? "text/event-stream, application/json" : "application/json",
                        "A2A-Version",
                        dialect.version()));
    }

    /** The content of an answer that is not a stream. */
    Json.Object result(AgentReply reply) throws AgentUnreachableException, A2aRefusal, InterruptedException {
        String body = reply.body();
        Json.Object frame = Json.objectOrNull(body);
        if (reply.status() / 100 != 2) {
            throw RefusalReader.of(reply.status(), frame);
        }
        if (frame == null) {
            throw new AgentUnreachableException("The agent's answer is not a JSON object.");
        }
        return unwrap(frame);
    }

    /** The next frame of a stream; null when it has ended. */
    Json.@Nullable Object nextFrame(AgentReply reply)
            throws AgentUnreachableException, A2aRefusal, InterruptedException {
        for (String data = reply.next(); data != null; data = reply.next()) {
            Json.Object frame = Json.objectOrNull(data);
            if (frame != null) {
                return unwrap(frame);
            }
        }
        return null;
    }

    private Json.Object unwrap(Json.Object frame) throws AgentUnreachableException, A2aRefusal {
        Json.Object error = frame.object("error");
        if (error != null) {
            throw RefusalReader.of(error);
        }
        Json.Object result = dialect == A2aDialect.HTTP_JSON_10 ? frame : frame.object("result");
        if (result == null) {
            throw new AgentUnreachableException("The agent's answer has no result.");
        }
        return result;
    }
}
