package me.fhir.chitchat.llm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays model servers over a real socket: answers in the order they were put in, the last one again and again, and
 * keeps what it was asked.
 */
public final class StubModelServer implements AutoCloseable {
    /** One answer, written to the exchange. */
    public interface Answer {
        void write(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** Comes by an answer; may take its time. */
    public interface Thinking {
        Answer about(Asked question) throws InterruptedException;
    }

    /** What the stub was asked; header names are in lower case. */
    public record Asked(String method, String path, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Thinking thinking = question -> next();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    public StubModelServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Appends answers. */
    public StubModelServer answering(Answer... more) {
        synchronized (answers) {
            answers.addAll(List.of(more));
        }
        return this;
    }

    /** Answers by what it is asked from now on. */
    public StubModelServer thinking(Thinking how) {
        thinking = how;
        return this;
    }

    public static Answer json(int status, String body) {
        return with(status, "application/json", Map.of(), body);
    }

    public static Answer with(int status, String type, Map<String, String> headers, String body) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            headers.forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Promises a whole body and hangs up in the middle of it. */
    public static Answer cutInTheBody(String body) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
        };
    }

    public List<Asked> asked() {
        return asked;
    }

    public Asked lastAsked() {
        return asked.get(asked.size() - 1);
    }

    /** How many requests were thought about at once, at most; with the first byte of an answer its caller may ask again. */
    public int mostAtOnce() {
        return most.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Asked question = new Asked(
                    exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), headers, body);
            asked.add(question);
            think(question).write(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer think(Asked question) throws InterruptedException {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            return thinking.about(question);
        } finally {
            now.decrementAndGet();
        }
    }

    private Answer next() {
        synchronized (answers) {
            if (answers.isEmpty()) {
                throw new IllegalStateException("the stub was given no answer");
            }
            return answers.size() == 1 ? answers.getFirst() : answers.removeFirst();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
