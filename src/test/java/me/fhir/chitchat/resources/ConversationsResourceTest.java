package me.fhir.chitchat.resources;

import static me.fhir.chitchat.resources.ErrorsTest.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.RawJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationsResourceTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00.5Z");

    @RegisterExtension
    static final RestServer server = new RestServer("*");

    @BeforeEach
    void forget() {
        server.conversations.conversations.clear();
        server.conversations.queries.clear();
    }

    @Test
    void listsRowsWithMetadataAsItWasGiven() {
        server.conversations.conversations.add(
                new Conversation(7, false, new RawJson("{\"title\":\"T\", \"n\":1.0}"), AT, AT.plusMillis(1)));
        server.conversations.conversations.add(new Conversation(8, true, new RawJson("{}"), AT, AT.plusMillis(2)));
        assertThat(list(""))
                .isEqualTo("{\"conversations\":["
                        + "{\"conversation\":8,\"status\":\"completed\",\"metadata\":{},"
                        + "\"createdAt\":\"2026-11-23T10:00:00.500Z\",\"updatedAt\":\"2026-11-23T10:00:00.502Z\"},"
                        + "{\"conversation\":7,\"status\":\"active\",\"metadata\":{\"title\":\"T\", \"n\":1.0},"
                        + "\"createdAt\":\"2026-11-23T10:00:00.500Z\",\"updatedAt\":\"2026-11-23T10:00:00.501Z\"}]}");
    }

    @Test
    void asksForFiftyOfAllByDefault() {
        assertThat(list("")).isEqualTo("{\"conversations\":[]}");
        assertThat(server.conversations.queries).containsExactly(new ConversationQuery(null, null, null, 50, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=1000, 1000, 0",
        "limit=1001, 1000, 0",
        "limit=99999999999999999999, 1000, 0",
        "limit=00007&offset=3, 7, 3",
        "offset=99999999999999999999, 50, 2147483647",
    })
    void limitAboveThousandCountsAsThousand(String query, int limit, int offset) {
        list("?" + query);
        assertThat(server.conversations.queries)
                .containsExactly(new ConversationQuery(null, null, null, limit, offset));
    }

    @Test
    void limitOfAbsurdLengthIsNoWork() {
        list("?limit=" + "9".repeat(6000));
        assertThat(server.conversations.queries).containsExactly(new ConversationQuery(null, null, null, 1000, 0));
    }

    @Test
    void limitZeroIsAnEmptyListWithoutAsking() {
        assertThat(list("?limit=0")).isEqualTo("{\"conversations\":[]}");
        assertThat(server.conversations.queries).isEmpty();
    }

    @Test
    void statusAndScenarioAreHandedOnAsData() {
        list("?status=completed&scenarioId=x%27%20OR%20%271%27=%271");
        list("?status=active&scenarioId=");
        assertThat(server.conversations.queries)
                .containsExactly(
                        new ConversationQuery(true, "x' OR '1'='1", null, 50, 0),
                        new ConversationQuery(false, "", null, 50, 0));
    }

    @Test
    void hoursCountBackFromNow() {
        list("?hours=2");
        list("?hours=0.5");
        list("?hours=99999999999999999999999");
        assertThat(server.conversations.queries)
                .extracting(ConversationQuery::updatedAfter)
                .containsExactly(
                        Instant.parse("2026-11-23T14:30:00.123Z"),
                        Instant.parse("2026-11-23T16:00:00.123Z"),
                        Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:00.500Z, 2026-11-23T10:00:00.500Z",
        "2026-11-23T10:00:00Z, 2026-11-23T10:00:00Z",
        "2026-11-23T10:00:00.500000001Z, 2026-11-23T10:00:00.501Z",
        "2026-11-23T11:00:00%2B01:00, 2026-11-23T10:00:00Z",
        "2026-11-23T11:00:00+01:00, 2026-11-23T10:00:00Z",
        "-1000000000-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "%2B1000000000-01-01T00:00:00Z, 9999-12-31T23:59:59.999Z",
    })
    void updatedAfterBeatsHours(String sent, Instant meant) {
        list("?hours=1&updatedAfter=" + sent);
        assertThat(server.conversations.queries)
                .extracting(ConversationQuery::updatedAfter)
                .containsExactly(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=abc",
                "limit=-1",
                "limit=1.5",
                "limit=",
                "limit=%D9%A3",
                "limit=+1",
                "limit=1e3",
                "offset=abc",
                "offset=-1",
                "hours=abc",
                "hours=0",
                "hours=0.0",
                "hours=-1",
                "hours=NaN",
                "hours=1e9999999",
                "updatedAfter=yesterday",
                "updatedAfter=2026-11-23",
                "updatedAfter=",
                "status=done",
                "status=Active",
                "status=",
                "hours=0&updatedAfter=2026-11-23T10:00:00Z",
            })
    void parameterThatCannotBeUsedIs400(String query) {
        HttpResponse<String> answer = server.get("/conversations?" + query);
        assertError(answer, 400, query.substring(0, query.indexOf('=')));
        assertThat(server.conversations.queries).isEmpty();
    }

    private static String list(String query) {
        HttpResponse<String> answer = server.get("/conversations" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
