package me.fhir.chitchat.outbound;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A stranger's HTTP server on loopback, with an answer for each path; it remembers what it was asked. */
public final class ExternalServer implements AutoCloseable {
    private static final String OTHERWISE = "*";

    private final HttpServer server;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    /** A request as it arrived, with the names of headers as Java writes them ({@code X-token}). */
    public record Received(String method, String path, Map<String, List<String>> headers, String body) {}

    public ExternalServer() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    ExternalServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        received.add(new Received(exchange.getRequestMethod(), path, Map.copyOf(exchange.getRequestHeaders()), body));
        HttpHandler handler = handlers.getOrDefault(path, handlers.get(OTHERWISE));
        if (handler == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            handler.handle(exchange);
        }
        exchange.close();
    }

    public ExternalServer on(String path, HttpHandler handler) {
        handlers.put(path, handler);
        return this;
    }

    /** An answer with a body; headers are names and values in turn. */
    public ExternalServer on(String path, int status, String body, String... headers) {
        return on(path, exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    /** The answer for all paths that have none of their own; 404 without it. */
    public ExternalServer otherwise(int status, String body, String... headers) {
        return on(OTHERWISE, status, body, headers);
    }

    /** For handlers that say nothing more. */
    public void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public ExternalServer redirects(String path, int status, URI to) {
        return on(path, status, "", "Location", to.toString());
    }

    public List<Received> received() {
        return received;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI uri(String path) {
        return uri("127.0.0.1", path);
    }

    /** The same under a name that only a test's own lookup knows. */
    public URI uri(String host, String path) {
        return URI.create((server instanceof HttpsServer ? "https://" : "http://") + host + ":" + port() + path);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
