package me.fhir.chitchat.resources;

import static me.fhir.chitchat.resources.ErrorsTest.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import me.fhir.chitchat.agent.RegisteredAgents;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationStatistics;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Position;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.scenario.ScenarioItem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebugResourcesTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    private static final String ROW = "{\"conversation\":7,\"status\":\"active\",\"metadata\":{\"scenarioId\":\"s1\"},"
            + "\"createdAt\":\"2026-11-23T10:00:00.000Z\",\"updatedAt\":\"2026-11-23T10:00:00.000Z\"}";
    private static final String SCENARIO = "{\"id\":\"s1\",\"name\":\"N\",\"config\":{\"n\":1.0},\"history\":[],"
            + "\"createdAt\":\"2026-11-23T10:00:00.000Z\",\"modifiedAt\":\"2026-11-23T10:00:00.000Z\"}";

    @RegisterExtension
    static final RestServer server = new RestServer("*");

    @BeforeAll
    static void fill() {
        server.conversations.conversations.add(
                new Conversation(7, false, new RawJson("{\"scenarioId\":\"s1\"}"), AT, AT));
        server.conversations.conversations.add(
                new Conversation(8, true, new RawJson("{\"scenarioId\":\"gone\"}"), AT, AT.minusSeconds(1)));
        Setup setup = new Setup(List.of("alpha", "beta"), null, 40, null, null);
        server.conversations.heads.put(
                7L,
                new Head(
                        7,
                        setup,
                        false,
                        new Head.LogExtent(5, 1, AT, AT),
                        new Head.Turn(2, 1, "beta", false),
                        new Head.Closing(4, "alpha", AT)));
        server.conversations.heads.put(8L, Head.created(8, setup, AT));
        for (int seq = 1; seq <= 3; seq++) {
            server.conversations.events.add(new Event(
                    7,
                    new Position(1, seq, seq),
                    "alpha",
                    AT,
                    new Entry.Message(new RawJson("{\"text\":\"m" + seq + "\", \"n\":1.0}"), Finality.NONE)));
        }
        server.scenarios.insert(new ScenarioItem("s1", "N", new RawJson("{\"n\":1.0}"), new RawJson("[]"), AT, AT));
    }

    @Test
    void overviewCountsTheLastMinute() {
        server.asked.clear();
        assertThat(server.get("/debug/overview").body())
                .isEqualTo("{\"activeConversations\":3,\"completedConversations\":4,\"eventsPerMinute\":17,"
                        + "\"openTurnConversations\":2,\"ts\":\"2026-11-23T16:30:00.123Z\"}");
        assertThat(server.asked).containsExactly(RestServer.NOW.minus(Duration.ofMinutes(1)));
    }

    @Test
    void conversationsAreABareListOfAtMost200() {
        server.conversations.queries.clear();
        assertThat(server.get("/debug/conversations").body())
                .startsWith("[" + ROW + ",{")
                .endsWith("}]");
        assertThat(server.get("/debug/conversations?status=completed").body())
                .startsWith("[{\"conversation\":8,")
                .doesNotContain("\"conversation\":7");
        assertError(server.get("/debug/conversations?status=open"), 400, "status");
        assertThat(server.conversations.queries)
                .containsExactly(
                        new ConversationQuery(ConversationQuery.Filter.ALL, 200, 0),
                        new ConversationQuery(ConversationQuery.Filter.completed(true), 200, 0));
    }

    @Test
    void snapshotShowsHeadRowAndScenario() {
        assertThat(server.get("/debug/conversations/7/snapshot").body())
                .isEqualTo("{\"conversation\":7,\"head\":{\"lastTurn\":2,\"lastClosedSeq\":4,\"hasOpenTurn\":true},"
                        + "\"snapshot\":" + ROW + ",\"scenario\":" + SCENARIO + "}");
    }

    @Test
    void snapshotWithoutItsScenarioHasNull() {
        assertThat(server.get("/debug/conversations/8/snapshot").body())
                .contains("\"head\":{\"lastTurn\":0,\"lastClosedSeq\":0,\"hasOpenTurn\":false}")
                .endsWith(",\"scenario\":null}");
    }

    @Test
    void eventsArePagedAndKeepTheirText() {
        String first = "{\"conversation\":7,\"turn\":1,\"event\":1,\"seq\":1,\"type\":\"message\","
                + "\"payload\":{\"text\":\"m1\", \"n\":1.0},\"finality\":\"none\","
                + "\"ts\":\"2026-11-23T10:00:00.000Z\",\"agentId\":\"alpha\"}";
        assertThat(server.get("/debug/conversations/7/events?limit=1").body())
                .isEqualTo("{\"events\":[" + first + "]}");
        assertThat(server.get("/debug/conversations/7/events").body()).contains("m1", "m2", "m3");
        assertThat(server.get("/debug/conversations/7/events?afterSeq=2&limit=5")
                        .body())
                .contains("m3")
                .doesNotContain("m2");
        assertThat(server.get("/debug/conversations/7/events?limit=0").body()).isEqualTo("{\"events\":[]}");
        assertThat(server.get("/debug/conversations/7/events?afterSeq=" + "9".repeat(30))
                        .body())
                .isEqualTo("{\"events\":[]}");
        assertError(server.get("/debug/conversations/7/events?afterSeq=x"), 400, "afterSeq");
        assertError(server.get("/debug/conversations/7/events?limit=-1"), 400, "limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "0", "-1", "abc", "7.0", "99999999999999999999999"})
    void unknownConversationIs404(String id) {
        assertError(server.get("/debug/conversations/" + id + "/snapshot"), 404, "no conversation " + id);
        assertError(server.get("/debug/conversations/" + id + "/events"), 404, "no conversation " + id);
    }

    @Test
    void scenariosAreThoseOfTheApi() {
        assertThat(server.get("/debug/scenarios").body())
                .isEqualTo("[" + SCENARIO + "]")
                .isEqualTo(server.get("/scenarios").body());
    }

    @Test
    void runnersAreThoseWhoSpokeAndThoseWhoAreRegistered() {
        server.asked.clear();
        server.speakers.add(new ConversationStatistics.Speaker("alpha", AT, 5));
        server.speakers.add(new ConversationStatistics.Speaker("far \"away\"", AT, 2));
        server.registered.add(new RegisteredAgents.Registered(7, "alpha", AT));
        server.registered.add(new RegisteredAgents.Registered(8, "alpha", AT));
        server.registered.add(new RegisteredAgents.Registered(8, "silent", AT));
        String at = "\"2026-11-23T10:00:00.000Z\"";
        assertThat(server.get("/debug/runners").body())
                .isEqualTo("{\"runners\":["
                        + "{\"agentId\":\"alpha\",\"managed\":true,\"lastSeen\":" + at + ",\"countEvents24h\":5},"
                        + "{\"agentId\":\"far \\\"away\\\"\",\"managed\":false,\"lastSeen\":" + at
                        + ",\"countEvents24h\":2},"
                        + "{\"agentId\":\"silent\",\"managed\":true,\"lastSeen\":null,\"countEvents24h\":0}],"
                        + "\"registry\":[{\"conversationId\":7,\"agentId\":\"alpha\",\"createdAt\":" + at + "},"
                        + "{\"conversationId\":8,\"agentId\":\"alpha\",\"createdAt\":" + at + "},"
                        + "{\"conversationId\":8,\"agentId\":\"silent\",\"createdAt\":" + at + "}]}");
        assertThat(server.asked).containsExactly(RestServer.NOW.minus(Duration.ofDays(1)));
    }

    @Test
    void configHasTheAddressesAsTheCallerSeesThem() {
        assertThat(server.get("/debug/config").body())
                .isEqualTo("{\"apiBase\":\"/api/debug\",\"wsUrl\":\"wss://told/api/ws\"}");
    }

    @Test
    void debugApiIsReadOnly() {
        for (String method : List.of("POST", "PUT", "DELETE")) {
            HttpResponse<String> answer = server.json(method, "/debug/conversations/7/events", "{}");
            assertError(answer, 405, method);
            assertThat(answer.headers().firstValue("allow").orElse("")).contains("GET");
        }
    }
}
