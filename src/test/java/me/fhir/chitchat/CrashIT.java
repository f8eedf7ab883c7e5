package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import me.fhir.chitchat.db.TestPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kills the packaged server with -9 under load, again and again, and looks for what was acknowledged. */
class CrashIT {
    private static final int WRITERS = 4;

    @TempDir
    private Path folder;

    private @Nullable String database;

    @ParameterizedTest
    @CsvSource({"SQLite, 20", "PostgreSQL, 5"})
    void noAcknowledgedEventIsLostAndSeqHasNoGap(String storage, int kills) throws Exception {
        database = storage.equals("SQLite") ? null : TestPostgres.emptyDatabase();
        Map<Long, Long> acknowledged = new HashMap<>();
        Map<Long, Long> beforeTheLastKill = Map.of();
        for (int kill = 0; kill < kills; kill++) {
            PackagedServer server = serve();
            try {
                // Those before it are read once more at the end.
                verify(server.webSocket(), beforeTheLastKill);
                beforeTheLastKill = writeUntilKilled(server, kill);
                acknowledged.putAll(beforeTheLastKill);
            } finally {
                server.awaitKilled();
            }
        }
        try (PackagedServer server = serve()) {
            verify(server.webSocket(), acknowledged);
        }
        assertThat(acknowledged).hasSize(kills * WRITERS);
    }

    private PackagedServer serve() throws IOException {
        return PackagedServer.start(folder, database == null ? Map.of() : Map.of("DATABASE_URL", database));
    }

    /**
     * Four connections write without waiting for answers until the process is gone.
     *
     * @return the last seq of each conversation that an answer told
     */
    private static Map<Long, Long> writeUntilKilled(PackagedServer server, int kill) {
        Map<Long, Long> acknowledged = new HashMap<>();
        List<RpcClient> clients = new ArrayList<>();
        List<Long> conversations = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            RpcClient client = new RpcClient(server.webSocket());
            clients.add(client);
            conversations.add(client.conversation(""));
        }
        Thread killer = new Thread(() -> {
            // Different moments of a batch, of a checkpoint, of an answer.
            LockSupport.parkNanos((150 + kill * 17L) * 1_000_000);
            server.kill();
        });
        killer.start();
        try {
            for (int n = 0; n < 100_000; n++) {
                clients.get(n % WRITERS)
                        .send(
                                "sendMessage",
                                RpcClient.message(conversations.get(n % WRITERS), "alpha", "m" + n, "none"));
            }
        } catch (RuntimeException e) {
            // The connection broke: that is the kill.
        }
        for (int i = 0; i < WRITERS; i++) {
            clients.get(i).closeCode();
            long last = 1;
            for (JsonNode frame : clients.get(i).frames()) {
                last = Math.max(last, frame.path("result").path("seq").asLong(0));
            }
            acknowledged.put(conversations.get(i), last);
        }
        return acknowledged;
    }

    private static void verify(URI address, Map<Long, Long> acknowledged) {
        try (RpcClient client = new RpcClient(address)) {
            acknowledged.forEach((conversation, last) -> {
                long expected = 1;
                long after = 0;
                while (true) {
                    JsonNode page = client.call(
                            "getEventsPage",
                            "{\"conversationId\":" + conversation + ",\"afterSeq\":" + after + ",\"limit\":1000}");
                    for (JsonNode event : page.get("events")) {
                        assertThat(event.get("seq").longValue()).isEqualTo(expected++);
                    }
                    if (page.get("events").isEmpty()) {
                        break;
                    }
                    after = page.get("nextAfterSeq").longValue();
                }
                assertThat(expected - 1)
                        .as("events of conversation %s", conversation)
                        .isGreaterThanOrEqualTo(last);
            });
        }
    }
}
