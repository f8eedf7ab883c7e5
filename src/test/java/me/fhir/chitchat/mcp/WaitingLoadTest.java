package me.fhir.chitchat.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import me.fhir.chitchat.bridge.BridgeServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WaitingLoadTest {
    private static final int CALLERS = 500;

    @RegisterExtension
    static final BridgeServer SERVER = new BridgeServer();

    @Test
    void holdsNoThreadForFiveHundredWhoWait() {
        McpTalk talk = new McpTalk(SERVER, BridgeServer.config64("{\"agents\":[{\"id\":\"me\"}]}"));
        String handle = talk.begin();
        talk.say(handle, "Anybody?");
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"check_replies\","
                + "\"arguments\":{\"conversationId\":\"" + handle + "\",\"waitMs\":45000}}}";
        HttpRequest request = HttpRequest.newBuilder(SERVER.api(talk.path()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            all.add(client.sendAsync(request, BodyHandlers.ofString()));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> SERVER.waiting() == CALLERS);
        await().atMost(Duration.ofSeconds(10)).until(() -> heldThreads() == 0);
        SERVER.post("/conversations/1/cancel", "{}");
        for (CompletableFuture<HttpResponse<String>> answer : all) {
            assertThat(answer.orTimeout(30, TimeUnit.SECONDS).join().body()).contains("\"status\":\"completed\"");
        }
        assertThat(SERVER.waiting()).isZero();
    }

    /** Threads that are held by code of the bridges. */
    private static long heldThreads() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Stream.of(stack).anyMatch(WaitingLoadTest::isOurs))
                .count();
    }

    private static boolean isOurs(StackTraceElement frame) {
        String name = frame.getClassName();
        boolean bridges = name.startsWith("me.fhir.chitchat.mcp.") || name.startsWith("me.fhir.chitchat.bridge.");
        return bridges && !name.contains(WaitingLoadTest.class.getSimpleName());
    }
}
