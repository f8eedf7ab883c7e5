package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While PostgreSQL takes no connections, all who show a code are asked to come again, whatever they speak. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseAwayTest {
    private TestServer server;
    private SeatedConversation conversation;
    private String database;

    @BeforeAll
    void takeTheDatabaseAway(@TempDir Path folder) throws Exception {
        String url = TestPostgres.migratedDatabase();
        database = url.substring(url.lastIndexOf('/') + 1);
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet("storage.url", url));
        conversation = SeatedConversation.create(server);
        TestPostgres.execute("ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
        TestPostgres.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
        // What the server knows already it may still tell until its connections are found to be broken.
        Awaitility.await().until(() -> get("/api/conversations").statusCode() == 503);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) {
        return SeatedConversation.send(server, "GET", path, "");
    }

    @Test
    void aWebSocketIsRefusedWithASentence() {
        URI address = URI.create(server.webSocket() + "?seat=" + conversation.code("alpha"));
        assertThatThrownBy(() -> server.client()
                        .newWebSocketBuilder()
                        .buildAsync(address, new WebSocket.Listener() {})
                        .join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> {
                    assertThat(refused.getResponse().statusCode()).isEqualTo(503);
                    assertThat(refused.getResponse().headers().firstValue("Retry-After"))
                            .hasValue("1");
                });
    }

    @Test
    void aWebSocketThatIsOpenKeepsAnswering() {
        try (RpcClient client = new RpcClient(server.webSocket())) {
            assertThat(client.error("authenticate", "{\"code\":\"" + conversation.code("alpha") + "\"}"))
                    .isNotEqualTo(404);
            assertThat(client.call("ping", "{}").get("ok").booleanValue()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /s/%s, ''",
        "GET, /s/%s/wait?after=0&seconds=1, ''",
        "POST, /s/%s/say, Hello",
        "GET, /api/seats/%s/brief, ''",
        "GET, /api/attachments/att_1?seat=%s, ''",
        "GET, /api/scenarios, ''"
    })
    void aRequestIsAnsweredThatItMayComeAgain(String method, String path, String body) {
        HttpResponse<String> answer =
                SeatedConversation.send(server, method, path.formatted(conversation.code("alpha")), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("error id", "Exception");
    }

    @Test
    void anMcpClientAndAnA2aClientAreToldToo() {
        String seat = conversation.seat("alpha").toString();
        assertThat(seat).contains("\"a2a\"", "\"mcp\"");
        String initialize = """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read_conversation","arguments":{}}}""";
        String send = """
                {"jsonrpc":"2.0","id":1,"method":"message/send","params":{"message":{"kind":"message","messageId":"m",\
                "role":"user","parts":[{"kind":"text","text":"Hello"}]}}}""";
        assertThat(post(conversation.seat("alpha").get("mcp").asText(), initialize)
                        .statusCode())
                .isNotEqualTo(500);
        assertThat(post(conversation.seat("alpha").get("a2a").asText(), send).statusCode())
                .isNotEqualTo(500);
    }

    private HttpResponse<String> post(String url, String body) {
        return SeatedConversation.send(
                server,
                "POST",
                URI.create(url).getPath(),
                body,
                "Accept",
                "application/json, text/event-stream",
                "MCP-Protocol-Version",
                "2025-06-18");
    }
}
