package me.fhir.chitchat.a2a.dial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import me.fhir.chitchat.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is stopped between the last words of a conversation and their delivery to a called agent. */
class FarewellRestartTest {
    private static final String ANSWER = "{\"task\":{\"id\":\"t\",\"contextId\":\"c\",\"status\":{\"state\":"
            + "\"TASK_STATE_INPUT_REQUIRED\",\"message\":{\"messageId\":\"a\",\"role\":\"ROLE_AGENT\",\"parts\":"
            + "[{\"text\":\"Done\"}]}}}}";
    private static final String END = "{\"text\":\"Good bye\",\"end\":{\"status\":\"success\",\"reason\":\"agreed\"}}";

    @TempDir
    private Path folder;

    private TestServer server() throws Exception {
        return TestServer.start(folder.resolve("data.db"), TestServer.quiet("outbound.allow", "local"));
    }

    private static List<JsonNode> farewells(StubAgent agent) {
        return agent.calls().stream()
                .map(call -> call.at("/params/message"))
                .filter(message ->
                        message.path("parts").findValuesAsText("text").contains("Good bye"))
                .toList();
    }

    private boolean isTold() {
        String url = "jdbc:sqlite:" + folder.resolve("data.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT MIN(told_end) FROM dialed_seats")) {
            return row.next() && row.getInt(1) == 1;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theLastWordsArriveAfterTheRestartUnderTheSameIdAndOnce() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (StubAgent agent = new StubAgent("1.0", false, (request, exchange) -> exchange.result(ANSWER))) {
            try (TestServer first = server()) {
                DialedConversation talk = DialedConversation.create(first, agent.url(), "");
                talk.say("{\"text\":\"Please\"}");
                talk.awaitSaid(1);
                agent.behave((request, exchange) -> {
                    try {
                        stopped.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                talk.say(END);
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !farewells(agent)
                        .isEmpty());
            }
            assertThat(isTold()).isFalse();
            agent.behave((request, exchange) -> exchange.result(ANSWER));
            stopped.countDown();
            try (TestServer second = server()) {
                assertThat(second.port()).isPositive();
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::isTold);
            }
            assertThat(farewells(agent)).hasSize(2);
            assertThat(farewells(agent).stream()
                            .map(message -> message.path("messageId").asText())
                            .distinct())
                    .hasSize(1);
            try (TestServer third = server()) {
                DialedConversation talk = DialedConversation.create(third, agent.url(), "");
                talk.say("{\"text\":\"Another talk\"}");
                talk.awaitSaid(1);
            }
            assertThat(farewells(agent)).hasSize(2);
        }
    }

    @Test
    void sendsNoFarewellTwiceAfterARestart() throws Exception {
        try (StubAgent agent = new StubAgent("1.0", false, (request, exchange) -> exchange.result(ANSWER))) {
            try (TestServer first = server()) {
                DialedConversation talk = DialedConversation.create(first, agent.url(), "");
                talk.say("{\"text\":\"Please\"}");
                talk.awaitSaid(1);
                talk.say(END);
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::isTold);
            }
            try (TestServer second = server()) {
                DialedConversation talk = DialedConversation.create(second, agent.url(), "");
                talk.say("{\"text\":\"Another talk\"}");
                talk.awaitSaid(1);
            }
            assertThat(farewells(agent)).hasSize(1);
        }
    }
}
