package me.fhir.chitchat.resources;

import static me.fhir.chitchat.resources.ErrorsTest.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Position;
import me.fhir.chitchat.conversation.RawJson;
import org.jspecify.annotations.Nullable;
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
        server.conversations.summaries.clear();
        server.conversations.queries.clear();
    }

    private static void stands(long id, String meta, @Nullable String speaking, @Nullable String said) {
        boolean over = said != null && said.contains("\"outcome\"");
        Entry.Message message = said == null
                ? null
                : new Entry.Message(new RawJson(said), over ? Finality.CONVERSATION : Finality.TURN);
        server.conversations.summaries.add(new ConversationSummary(
                new Conversation(id, over, new RawJson(meta), AT, AT.plusMillis(id)),
                3,
                9,
                speaking,
                message == null ? null : new Event(id, new Position(2, 1, 8), "beta", AT, message)));
    }

    @Test
    void summaryHasTheStateOfEachWithoutItsMetadata() {
        stands(1, "{\"agents\":[{\"id\":\"alpha\",\"config\":{\"big\":1}},{\"id\":\"beta\"}]}", null, null);
        stands(
                2,
                "{\"title\":\"T\",\"scenarioId\":\"s\",\"agents\":[],\"custom\":{\"bridge\":\"a2a\"}}",
                "beta",
                "{\"text\":\"Hi\",\"attachments\":[{\"id\":\"a\"}]}");
        stands(3, "{\"agents\":[]}", null, "{\"text\":\"No\",\"outcome\":{\"status\":\"Denied\",\"reason\":\"r\"}}");
        String times = "\"createdAt\":\"2026-11-23T10:00:00.500Z\",\"updatedAt\":\"2026-11-23T10:00:00.50";
        assertThat(list("?summary=true"))
                .isEqualTo("{\"conversations\":["
                        + "{\"conversation\":1,\"status\":\"active\",\"agents\":[\"alpha\",\"beta\"],\"turns\":3,"
                        + "\"events\":9," + times + "1Z\"},"
                        + "{\"conversation\":2,\"status\":\"active\",\"title\":\"T\",\"scenarioId\":\"s\",\"agents\":[],"
                        + "\"bridge\":\"a2a\",\"turns\":3,\"events\":9,\"speaking\":\"beta\","
                        + "\"last\":{\"seq\":8,\"ts\":\"2026-11-23T10:00:00.500Z\",\"agentId\":\"beta\",\"text\":\"Hi\","
                        + "\"attachments\":1},\"expected\":{\"agentId\":\"beta\","
                        + "\"until\":\"2026-11-23T10:00:30.502Z\"}," + times + "2Z\"},"
                        + "{\"conversation\":3,\"status\":\"completed\",\"agents\":[],\"turns\":3,\"events\":9,"
                        + "\"last\":{\"seq\":8,\"ts\":\"2026-11-23T10:00:00.500Z\",\"agentId\":\"beta\",\"text\":\"No\","
                        + "\"attachments\":0},\"outcome\":{\"kind\":\"failure\",\"status\":\"Denied\",\"reason\":\"r\"},"
                        + times + "3Z\"}]}");
    }

    @Test
    void summarySaysWhoIsToActAndUntilWhen() {
        String two = "\"agents\":[{\"id\":\"alpha\"},{\"id\":\"beta\"}]";
        String text = "{\"text\":\"Hi\"}";
        stands(1, "{" + two + ",\"startingAgentId\":\"alpha\"}", null, null);
        stands(2, "{" + two + "}", null, text);
        stands(3, "{" + two + "}", "beta", text);
        stands(4, "{" + two + "}", null, null);
        stands(5, "{" + two + "}", null, "{\"text\":\"No\",\"outcome\":{\"status\":\"Denied\"}}");
        assertThat(list("?summary=true").split("\"expected\":", -1))
                .satisfiesExactly(
                        before -> assertThat(before).contains("\"conversation\":1,"),
                        first -> assertThat(first)
                                .startsWith("{\"agentId\":\"alpha\",\"until\":\"2026-11-23T10:00:30.500Z\"}")
                                .contains("\"conversation\":2,"),
                        second -> assertThat(second)
                                .startsWith("{\"agentId\":\"alpha\",\"until\":\"2026-11-23T10:00:30.500Z\"}"),
                        third -> assertThat(third)
                                .startsWith("{\"agentId\":\"beta\",\"until\":\"2026-11-23T10:00:30.503Z\"}"));
    }

    @Test
    void summaryCutsWhatALineCannotHoldAtAWholeCharacter() {
        stands(1, "{\"agents\":[],\"title\":\"" + "x".repeat(299) + "\uD83D\uDE00\"}", null, null);
        assertThat(list("?summary=true")).contains("\"" + "x".repeat(299) + "…\"");
    }

    @ParameterizedTest
    @CsvSource({
        "outcome=success, 2",
        "'outcome=success,error', '2,4'",
        "outcome=neutral, 5",
        "q=KNEE, '1,2'",
        "q=knee%20beta, 2",
        "q=%C3%84RO, 3",
        "q=overload, 4",
        "q=, '1,2,3,4,5'",
        "'outcome=success&limit=0', ''",
        "'q=knee&limit=1&offset=1', 2",
    })
    void summariesAreFiltered(String query, String ids) {
        stands(1, "{\"agents\":[{\"id\":\"alpha\"}],\"title\":\"Knee MRI\"}", "alpha", null);
        stands(
                2,
                "{\"agents\":[{\"id\":\"beta\"}],\"title\":\"Knee\"}",
                null,
                "{\"text\":\"ok\",\"outcome\":{\"status\":\"approved\"}}");
        stands(3, "{\"agents\":[],\"title\":\"äro\",\"x\":\"abc\"}", null, "{\"text\":\"hi\"}");
        stands(
                4,
                "{\"agents\":[]}",
                null,
                "{\"text\":\"no\",\"outcome\":{\"status\":\"errored\",\"reason\":\"Overload\"}}");
        stands(5, "{\"agents\":[]}", null, "{\"text\":\"no\",\"outcome\":{\"status\":\"completed\"}}");
        assertThat(Pattern.compile("\"conversation\":(\\d+)")
                        .matcher(list("?summary=true&" + query))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.joining(",")))
                .isEqualTo(ids);
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
        assertThat(server.conversations.queries)
                .containsExactly(new ConversationQuery(ConversationQuery.Filter.ALL, 50, 0));
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
                .containsExactly(new ConversationQuery(ConversationQuery.Filter.ALL, limit, offset));
    }

    @Test
    void limitOfAbsurdLengthIsNoWork() {
        list("?limit=" + "9".repeat(6000));
        assertThat(server.conversations.queries)
                .containsExactly(new ConversationQuery(ConversationQuery.Filter.ALL, 1000, 0));
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
                        new ConversationQuery(
                                new ConversationQuery.Filter(
                                        true, "x' OR '1'='1", null, null, ConversationQuery.Scope.ALL),
                                50,
                                0),
                        new ConversationQuery(
                                new ConversationQuery.Filter(false, "", null, null, ConversationQuery.Scope.ALL),
                                50,
                                0));
    }

    @Test
    void addressOfABridgeIsHandedOnWithAndWithoutSummary() {
        list("?bridgeConfig64Hash=abc");
        list("?summary=true&bridgeConfig64Hash=abc");
        assertThat(server.conversations.queries)
                .extracting(query -> query.filter().originHash())
                .containsExactly("abc", "abc");
    }

    @Test
    void hoursCountBackFromNow() {
        list("?hours=2");
        list("?hours=0.5");
        list("?hours=99999999999999999999999");
        assertThat(server.conversations.queries)
                .extracting(query -> query.filter().updatedAfter())
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
                .extracting(query -> query.filter().updatedAfter())
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
                "summary=yes",
                "summary=",
                "hours=0&updatedAfter=2026-11-23T10:00:00Z",
            })
    void parameterThatCannotBeUsedIs400(String query) {
        HttpResponse<String> answer = server.get("/conversations?" + query);
        assertError(answer, 400, query.substring(0, query.indexOf('=')));
        assertThat(server.conversations.queries).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "won", "success,", "Success"})
    void outcomeThatIsNoneIs400(String outcome) {
        assertError(server.get("/conversations?summary=true&outcome=" + outcome), 400, "outcome");
        assertThat(server.conversations.queries).isEmpty();
    }

    private static String list(String query) {
        HttpResponse<String> answer = server.get("/conversations" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
