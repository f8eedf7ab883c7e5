package me.fhir.chitchat.a2a;

import static me.fhir.chitchat.a2a.A2aServer.SILENT;
import static me.fhir.chitchat.a2a.A2aServer.returnAtOnce;
import static me.fhir.chitchat.a2a.A2aServer.say10;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import me.fhir.chitchat.bridge.ConcurrentClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Five hundred at once: what they cost, and what is left of those who vanish. */
@Timeout(120)
class A2aConcurrentClientsTest {
    private static final int CLIENTS = 500;

    @RegisterExtension
    static final A2aServer SERVER = new A2aServer("bridge.keepAliveMs", "500");

    private final A2aServer.Caller current = SERVER.caller(SILENT, "1.0");
    private final JsonNode task =
            current.result("SendMessage", returnAtOnce(say10("Hi", ""))).get("task");
    private final String id = "{\"id\":" + task.get("id") + "}";

    /** Subscribers once those of an earlier test have gone. */
    private static int onlyTheSilentAgent() {
        await().until(() -> SERVER.streams() == 0 && SERVER.subscribers() == 1);
        return 1;
    }

    private static void assertHoldsNoThread() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(ConcurrentClients.threadsIn(
                        "me.fhir.chitchat.a2a", "me.fhir.chitchat.bridge", "org.eclipse.jetty.ee10.servlet"))
                .isEmpty());
    }

    @Test
    void streamsHoldNoThreadAndEndWithTheirClients() throws IOException {
        int subscribers = onlyTheSilentAgent();
        byte[] request = RawStream.request(SERVER, SILENT, "1.0", "SubscribeToTask", id);
        try (ConcurrentClients clients = new ConcurrentClients(SERVER.port(), CLIENTS, request)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> SERVER.streams() == CLIENTS);
            assertThat(SERVER.subscribers()).isEqualTo(subscribers + CLIENTS);
            assertHoldsNoThread();

            clients.kill(CLIENTS / 2);
            await().atMost(Duration.ofSeconds(30)).until(() -> SERVER.streams() == CLIENTS / 2);
            assertThat(SERVER.subscribers()).isEqualTo(subscribers + CLIENTS / 2);

            current.result("CancelTask", id);
            List<String> told = clients.answers();
            assertThat(told).hasSize(CLIENTS / 2).allSatisfy(answer -> {
                assertThat(answer).startsWith("HTTP/1.1 200").contains("TASK_STATE_CANCELED");
                assertThat(frames(answer)).hasSize(3).isEqualTo(frames(told.get(0)));
            });
        }
        await().until(() -> SERVER.streams() == 0);
        // The silent payer has gone with its conversation.
        await().until(() -> SERVER.subscribers() == subscribers - 1);
    }

    private static List<String> frames(String answer) {
        return answer.lines().filter(line -> line.startsWith("data: ")).toList();
    }

    @Test
    void waitingCallersHoldNoThread() throws IOException {
        String params = say10("Anybody?", ",\"taskId\":" + task.get("id"));
        int subscribers = onlyTheSilentAgent();
        // A repeat of one message: each caller waits for the same answer.
        byte[] request = RawStream.request(SERVER, SILENT, "1.0", "SendMessage", params);
        try (ConcurrentClients clients = new ConcurrentClients(SERVER.port(), CLIENTS, request)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> SERVER.subscribers() == subscribers + CLIENTS);
            assertHoldsNoThread();
            current.result("CancelTask", id);
            assertThat(clients.answers()).hasSize(CLIENTS).allSatisfy(answer -> assertThat(answer)
                    .contains("TASK_STATE_CANCELED"));
        }
        await().until(() -> SERVER.subscribers() == subscribers - 1);
    }

    @Test
    void returningClientReceivesMissedMessages() throws IOException {
        String meta = A2aServer.meta("""
                {"name":"counter","steps":[{"kind":"post","text":"one","finality":"none"},
                  {"kind":"post","text":"two","finality":"none"},{"kind":"post","text":"three"}]}""");
        A2aServer.Caller caller = SERVER.caller(meta, "1.0");
        String taskId;
        try (RawStream stream = RawStream.open(SERVER, meta, "1.0", "SendStreamingMessage", say10("Count.", ""))) {
            JsonNode first = A2aServer.json(stream.line().substring(6));
            taskId = first.at("/result/task/id").toString();
            stream.kill();
        }
        await().until(() -> caller.result("GetTask", "{\"id\":" + taskId + "}")
                .at("/status/state")
                .asText()
                .equals("TASK_STATE_INPUT_REQUIRED"));
        try (RawStream again = RawStream.open(SERVER, meta, "1.0", "SubscribeToTask", "{\"id\":" + taskId + "}")) {
            JsonNode whole = A2aServer.json(again.line().substring(6)).at("/result/task");
            assertThat(texts(whole.get("history"))).containsExactly("Count.", "one", "two", "three");
            caller.result("SendMessage", say10("Again.", ",\"taskId\":" + taskId));
            caller.result("CancelTask", "{\"id\":" + taskId + "}");
            List<String> live = again.rest().stream()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> A2aServer.json(line.substring(6)).get("result"))
                    .filter(frame -> frame.has("message"))
                    .map(frame -> frame.at("/message/parts/0/text").asText())
                    .toList();
            assertThat(live).startsWith("one", "two", "three").hasSize(4);
        }
        await().until(() -> SERVER.streams() == 0);
        current.result("CancelTask", id);
    }

    private static List<String> texts(JsonNode messages) {
        return java.util.stream.StreamSupport.stream(messages.spliterator(), false)
                .map(message -> message.at("/parts/0/text").asText())
                .toList();
    }
}
