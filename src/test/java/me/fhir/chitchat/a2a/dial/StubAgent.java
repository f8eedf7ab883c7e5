package me.fhir.chitchat.a2a.dial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An A2A agent on loopback that answers as a test tells it, and remembers what it was asked. */
final class StubAgent implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final String version;
    private final List<JsonNode> calls = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final AtomicInteger searches = new AtomicInteger();
    private volatile Behaviour behaviour;

    /** Answers a JSON-RPC request, {@code request.params.message} being what was said. */
    @FunctionalInterface
    interface Behaviour {
        void answer(JsonNode request, StubExchange exchange) throws IOException;
    }

    /** The answer to one request. */
    record StubExchange(HttpExchange http, String id) {
        void result(String result) throws IOException {
            send(200, "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}");
        }

        void error(int code, String message) throws IOException {
            send(
                    200,
                    "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":" + code + ",\"message\":\"" + message
                            + "\"}}");
        }

        void send(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            http.getResponseHeaders().add("Content-Type", "application/json");
            http.sendResponseHeaders(status, bytes.length);
            http.getResponseBody().write(bytes);
        }

        /** Sends frames and keeps the stream open until it is closed. */
        OutputStream stream(String... results) throws IOException {
            http.getResponseHeaders().add("Content-Type", "text/event-stream");
            http.sendResponseHeaders(200, 0);
            OutputStream out = http.getResponseBody();
            for (String result : results) {
                out.write(("data: {\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}\n\n")
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            return out;
        }
    }

    /** An agent of a version, 0.3 or 1.0. */
    StubAgent(String version, boolean streams, Behaviour behaviour) throws IOException {
        this(0, version, streams, behaviour);
    }

    /** The same on a port. */
    StubAgent(int port, String version, boolean streams, Behaviour behaviour) throws IOException {
        this.version = version;
        this.behaviour = behaviour;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/.well-known/agent-card.json", exchange -> {
            searches.incrementAndGet();
            new StubExchange(exchange, "").send(200, card(streams));
            exchange.close();
        });
        server.createContext("/a2a", this::answer);
        server.start();
    }

    private String card(boolean streams) {
        String endpoint = url() + "/a2a";
        String common = "\"name\":\"Stub\",\"description\":\"d\",\"version\":\"1\",\"capabilities\":{\"streaming\":"
                + streams + "},\"defaultInputModes\":[\"text\"],\"defaultOutputModes\":[\"text\"],\"skills\":[]";
        return version.equals("0.3")
                ? "{\"protocolVersion\":\"0.3.0\",\"url\":\"" + endpoint + "\",\"preferredTransport\":\"JSONRPC\","
                        + common + "}"
                : "{\"supportedInterfaces\":[{\"url\":\"" + endpoint
                        + "\",\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"1.0\"}]," + common + "}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        if (request.at("/params/id").isTextual()
                && !request.at("/params/id").asText().equals("t")) {
            // The server tries out whether this is an endpoint by asking for a task that nobody knows.
            try (exchange) {
                new StubExchange(exchange, request.get("id").toString()).error(-32001, "no such task");
            }
            return;
        }
        calls.add(request);
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        try (exchange) {
            behaviour.answer(
                    request, new StubExchange(exchange, request.get("id").toString()));
        }
    }

    void behave(Behaviour now) {
        behaviour = now;
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    List<JsonNode> calls() {
        return calls;
    }

    /** How often its card was read. */
    int searches() {
        return searches.get();
    }

    /** What stood in the header Authorization of each request. */
    List<String> tokens() {
        return tokens;
    }

    /** The text of the message of each request that sent one. */
    List<String> heard() {
        return calls.stream()
                .filter(call -> call.at("/params/message").isObject())
                .map(call -> call.at("/params/message/parts/0/text").asText())
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
