package me.fhir.chitchat.mcp.client;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import me.fhir.chitchat.json.CompactJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.outbound.ExternalServer;

/** An MCP server of one generation, as strict as its specification wants it. */
public final class StubMcpServer implements AutoCloseable {
    /** How it speaks. */
    public enum Speech {
        MODERN,
        LEGACY_JSON,
        LEGACY_EVENTS
    }

    private final ExternalServer server = new ExternalServer();
    private final Speech speech;
    private final Map<String, Function<Json.Object, String>> tools = new ConcurrentHashMap<>();
    private final List<String> listed = new CopyOnWriteArrayList<>();
    private final List<String> methods = new CopyOnWriteArrayList<>();
    private final AtomicInteger sessions = new AtomicInteger();

    public StubMcpServer(Speech speech) throws IOException {
        this.speech = speech;
    }

    /** Serves at {@link #uri}. */
    public StubMcpServer start() {
        server.on("/mcp", this::answer);
        return this;
    }

    /** A tool; {@code result} makes the result of a call from the request's params. */
    public StubMcpServer tool(String json, Function<Json.Object, String> result) {
        listed.add(CompactJson.of(read(json)));
        tools.put(String.valueOf(read(json).text("name")), result);
        return this;
    }

    public static String text(String text) {
        return JsonWriter.object(result -> result.text("resultType", "complete")
                .objects("content", List.of(text), (block, value) -> block.text("type", "text")
                        .text("text", value)));
    }

    public URI uri() {
        return server.uri("/mcp");
    }

    /** The methods of the requests that were answered as asked. */
    public List<String> methods() {
        return methods;
    }

    /** All requests. */
    public List<ExternalServer.Received> received() {
        return server.received();
    }

    /** The server starts anew and knows no earlier session. */
    public void forgetSessions() {
        sessions.incrementAndGet();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Json.Object request =
                read(server.received().get(server.received().size() - 1).body());
        String method = String.valueOf(request.text("method"));
        String id = request.raw("id");
        Json.Object params = request.object("params") == null ? Json.Object.EMPTY : request.object("params");
        if (speech == Speech.MODERN) {
            modern(exchange, method, String.valueOf(id), params);
            return;
        }
        if (method.equals("initialize")) {
            exchange.getResponseHeaders().add("Mcp-Session-Id", session());
            respond(exchange, method, String.valueOf(id), """
                    {"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"s","version":"1"}}""");
            return;
        }
        String given = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
        if (given == null || !"2025-06-18".equals(exchange.getRequestHeaders().getFirst("MCP-Protocol-Version"))) {
            send(exchange, 400, "application/json", error("null", -32000, "Bad Request: No valid session ID provided"));
        } else if (!given.equals(session())) {
            send(exchange, 404, "application/json", error("null", -32001, "Session not found"));
        } else if (id == null) {
            methods.add(method);
            exchange.sendResponseHeaders(202, -1);
        } else {
            serve(exchange, method, id, params);
        }
    }

    private String session() {
        return "session-" + sessions.get();
    }

    private void modern(HttpExchange exchange, String method, String id, Json.Object params) throws IOException {
        Json.Object meta = params.object("_meta");
        String name = params.text("name");
        boolean fits = meta != null
                && "2026-07-28".equals(meta.text("io.modelcontextprotocol/protocolVersion"))
                && meta.object("io.modelcontextprotocol/clientCapabilities") != null
                && "2026-07-28".equals(exchange.getRequestHeaders().getFirst("MCP-Protocol-Version"))
                && method.equals(exchange.getRequestHeaders().getFirst("Mcp-Method"))
                && (name == null || name.equals(exchange.getRequestHeaders().getFirst("Mcp-Name")));
        if (!fits) {
            send(exchange, 400, "application/json", error(id, -32020, "Headers and body differ"));
        } else if (method.equals("server/discover")) {
            respond(exchange, method, id, """
                    {"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}}}""");
        } else {
            serve(exchange, method, id, params);
        }
    }

    private void serve(HttpExchange exchange, String method, String id, Json.Object params) throws IOException {
        if (method.equals("tools/list")) {
            // A page for each tool.
            int page = params.text("cursor") == null ? 0 : Integer.parseInt(params.text("cursor"));
            respond(exchange, method, id, JsonWriter.object(result -> result.text("resultType", "complete")
                    .list("tools", listed.subList(page, Math.min(page + 1, listed.size())), JsonWriter::raw)
                    .optionalText("nextCursor", page + 1 < listed.size() ? Integer.toString(page + 1) : null)));
        } else if (method.equals("tools/call") && tools.containsKey(params.text("name"))) {
            respond(exchange, method, id, tools.get(params.text("name")).apply(params));
        } else {
            send(exchange, 200, "application/json", error(id, -32602, "Unknown tool or method"));
        }
    }

    private void respond(HttpExchange exchange, String method, String id, String result) throws IOException {
        methods.add(method);
        String message = JsonWriter.object(
                json -> json.text("jsonrpc", "2.0").raw("id", id).raw("result", result));
        if (speech == Speech.LEGACY_EVENTS) {
            send(
                    exchange,
                    200,
                    "text/event-stream",
                    "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}\n\n"
                            + ": keep-alive\n\nevent: message\ndata: " + message + "\n\n");
        } else {
            send(exchange, 200, "application/json", message);
        }
    }

    private static String error(String id, int code, String message) {
        return JsonWriter.object(
                json -> json.text("jsonrpc", "2.0").raw("id", id).object("error", error -> error.number("code", code)
                        .text("message", message)));
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Json.Object read(String json) {
        Json.Object object = Json.objectOrNull(json);
        if (object == null) {
            throw new IllegalArgumentException("no JSON object: " + json);
        }
        return object;
    }

    @Override
    public void close() {
        server.close();
    }
}
