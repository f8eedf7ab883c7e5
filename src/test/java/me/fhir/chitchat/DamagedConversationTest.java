package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients are told of a conversation whose stored text the disk has changed. */
class DamagedConversationTest {
    private static final String SENTENCE = "The stored data of conversation 1 is damaged and cannot be read";

    @TempDir
    private Path folder;

    private TestServer server() throws Exception {
        return TestServer.start(file(), TestServer.quiet());
    }

    private Path file() {
        return folder.resolve("data.db");
    }

    private void damageFirstEvent(long conversation) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                PreparedStatement damage = connection.prepareStatement(
                        "UPDATE conversation_events SET payload = '{' WHERE conversation_id = ? AND seq = 1")) {
            damage.setLong(1, conversation);
            assertThat(damage.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void isRefusedByNameAndNotForLaterAndAnotherIsNot() throws Exception {
        try (TestServer server = server()) {
            RpcClient client = new RpcClient(server.webSocket());
            assertThat(client.conversation("")).isEqualTo(1);
            assertThat(client.conversation("")).isEqualTo(2);
            client.close();
        }
        damageFirstEvent(1);
        try (TestServer server = server()) {
            HttpResponse<String> refusal = get(server, 1);
            assertThat(refusal.statusCode()).isEqualTo(503);
            assertThat(refusal.body()).contains(SENTENCE);
            assertThat(refusal.headers().firstValue("Retry-After")).isEmpty();
            assertThat(get(server, 2).statusCode()).isEqualTo(200);
            RpcClient client = new RpcClient(server.webSocket());
            JsonNode error = client.answer(client.send("getConversation", "{\"conversationId\":1}"))
                    .get("error");
            assertThat(error.get("code").intValue()).isEqualTo(-32000);
            assertThat(error.get("message").textValue()).startsWith(SENTENCE);
            assertThat(client.call("getConversation", "{\"conversationId\":2}").has("events"))
                    .isTrue();
            client.close();
        }
    }

    private static HttpResponse<String> get(TestServer server, long conversation) {
        return server.send(HttpRequest.newBuilder(server.http("/api/conversations/" + conversation + "/evidence.zip"))
                .build());
    }
}
