package me.fhir.chitchat.a2a.dial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is stopped while an agent that it calls has the word. */
class DialedRestartTest {
    private static final String TASK = "{\"id\":\"t\",\"contextId\":\"c\",\"status\":{\"state\":\"TASK_STATE_%s\"%s}}";
    private static final String ANSWER =
            ",\"message\":{\"messageId\":\"a\",\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\"Done\"}]}";

    @TempDir
    private Path folder;

    private TestServer server() throws Exception {
        return TestServer.start(folder.resolve("data.db"), TestServer.quiet("outbound.allow", "local"));
    }

    private static List<String> sentIds(StubAgent agent) {
        return agent.calls().stream()
                .map(call -> call.at("/params/message/messageId").asText())
                .filter(id -> !id.isEmpty())
                .toList();
    }

    @Test
    void goesOnWithTheTaskThatTheAgentHasBegun() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        try (StubAgent agent = new StubAgent("1.0", false, (request, exchange) -> {
            boolean look = request.get("method").asText().equals("GetTask");
            String task = TASK.formatted("WORKING", "");
            exchange.result(look ? task : "{\"task\":" + task + "}");
            if (look) {
                working.countDown();
            }
        })) {
            JsonNode created;
            try (TestServer first = server()) {
                DialedConversation talk = DialedConversation.create(first, agent.url(), "");
                created = talk.created();
                talk.say("{\"text\":\"Please\"}");
                assertThat(working.await(20, TimeUnit.SECONDS)).isTrue();
            }
            agent.behave((request, exchange) -> exchange.result(TASK.formatted("INPUT_REQUIRED", ANSWER)));
            try (TestServer second = server()) {
                DialedConversation talk = new DialedConversation(second, created);
                assertThat(talk.awaitSaid(1).get(0).at("/payload/text").asText())
                        .isEqualTo("Done");
                assertThat(sentIds(agent)).as("nothing is sent again").hasSize(1);
            }
        }
    }

    @Test
    void sendsTheSameMessageAgainToAnAgentThatHasNotAnswered() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (StubAgent agent = new StubAgent("1.0", false, (request, exchange) -> {
            try {
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })) {
            JsonNode created;
            try (TestServer first = server()) {
                DialedConversation talk = DialedConversation.create(first, agent.url(), "");
                created = talk.created();
                talk.say("{\"text\":\"Please\"}");
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !sentIds(agent)
                        .isEmpty());
            }
            agent.behave((request, exchange) ->
                    exchange.result("{\"task\":" + TASK.formatted("INPUT_REQUIRED", ANSWER) + "}"));
            stopped.countDown();
            try (TestServer second = server()) {
                new DialedConversation(second, created).awaitSaid(1);
                assertThat(sentIds(agent)).hasSize(2);
                assertThat(sentIds(agent).stream().distinct()).hasSize(1);
            }
        }
    }

    @Test
    void anAgentThatIsAwayIsCalledAgainAfterAnyNumberOfRestarts() throws Exception {
        try (StubAgent agent = new StubAgent("1.0", false, (request, exchange) -> exchange.error(-32603, "away"))) {
            JsonNode created;
            try (TestServer first = server()) {
                DialedConversation talk = DialedConversation.create(first, agent.url(), "");
                created = talk.created();
                talk.say("{\"text\":\"Please\"}");
            }
            for (int restart = 1; restart <= 4; restart++) {
                int before = sentIds(agent).size();
                try (TestServer again = server()) {
                    assertThat(again.port()).isPositive();
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(20))
                            .until(() -> sentIds(agent).size() > before);
                }
            }
            agent.behave((request, exchange) ->
                    exchange.result("{\"task\":" + TASK.formatted("INPUT_REQUIRED", ANSWER) + "}"));
            try (TestServer last = server()) {
                new DialedConversation(last, created).awaitSaid(1);
                assertThat(sentIds(agent).stream().distinct()).hasSize(1);
            }
        }
    }
}
