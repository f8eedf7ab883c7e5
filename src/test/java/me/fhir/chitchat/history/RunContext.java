package me.fhir.chitchat.history;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What all clients of a run share. For any thread. */
final class RunContext {
    private static final Pattern PRIVATE = Pattern.compile("private-(alpha|beta)");
    private static final Duration CONNECT = Duration.ofSeconds(4);

    private final Supplier<List<ServerAddress>> servers;
    private final HistoryFile history;
    private final Plan plan;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final AtomicLong numbers = new AtomicLong();
    private final Set<HistoryEntry.Disclosed> disclosed = ConcurrentHashMap.newKeySet();

    /**
     * Makes one.
     *
     * @param servers where they can be reached now; asked for each connection
     */
    RunContext(Supplier<List<ServerAddress>> servers, HistoryFile history, Plan plan) {
        this.servers = servers;
        this.history = history;
        this.plan = plan;
    }

    HistoryFile history() {
        return history;
    }

    Plan plan() {
        return plan;
    }

    HttpClient http() {
        return http;
    }

    /** A number that no other operation, read or observer of the run has. */
    long number() {
        return numbers.incrementAndGet();
    }

    /** Any of the servers. */
    ServerAddress server() throws LostConnection {
        List<ServerAddress> all = servers.get();
        if (all.isEmpty()) {
            throw new LostConnection("no server runs");
        }
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    /** A request over HTTP to any of the servers; the answer's body. */
    HttpResponse<String> send(String method, String path, String body, Duration within) throws LostConnection {
        URI address = URI.create(server().http() + path);
        HttpRequest request = HttpRequest.newBuilder(address)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .timeout(within)
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new LostConnection(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LostConnection(e);
        }
    }

    /** Notes whose private knowledge a text that reached a viewer contains. */
    void reached(Viewer viewer, long conversation, String text) {
        Matcher matcher = PRIVATE.matcher(text);
        while (matcher.find()) {
            HistoryEntry.Disclosed found = new HistoryEntry.Disclosed(viewer, conversation, matcher.group(1));
            if (disclosed.add(found)) {
                history.add(found);
            }
        }
    }

    /** Waits as long as a client does between two requests. */
    void pause() {
        long nanos = plan.pause().toNanos();
        LockSupport.parkNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos + 1));
    }

    /** Waits before a connection is tried again. */
    void pauseBeforeReconnecting() {
        LockSupport.parkNanos(
                Duration.ofMillis(50 + ThreadLocalRandom.current().nextInt(250)).toNanos());
    }

    static boolean chance(double probability) {
        return ThreadLocalRandom.current().nextDouble() < probability;
    }
}
