package me.fhir.chitchat.resources;

import static me.fhir.chitchat.resources.ErrorsTest.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of scenarios with {@code summary=true}. */
class ScenarioSummariesTest extends ScenariosResourceCase {
    @RegisterExtension
    static final RestServer server = new RestServer("*");

    @Override
    RestServer server() {
        return server;
    }

    @Test
    void summaryDescribesAScenarioWithoutItsConfig() {
        String id = id();
        String config = "{\"metadata\":{\"id\":\"" + id + "\",\"title\":\"T\",\"description\":\"" + "d".repeat(299)
                + "\uD83D\uDE00 secret\",\"tags\":[\"a\",\"published\"]},\"agents\":[{\"agentId\":\"alpha\",\"principal\":"
                + "{\"type\":\"individual\",\"name\":\"Ann\",\"description\":\"\"},\"situation\":\"secret\"},"
                + "{\"agentId\":\"beta\"}]}";
        assertThat(server.json("POST", "/scenarios", "{\"name\":\"N\",\"config\":" + config + ",\"history\":[1]}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(server.get("/scenarios?summary=true").body())
                .contains("{\"id\":\"" + id + "\",\"name\":\"N\",\"title\":\"T\",\"description\":\"" + "d".repeat(299)
                        + "\",\"tags\":[\"a\",\"published\"],\"agents\":[{\"agentId\":\"alpha\",\"name\":\"Ann\"},"
                        + "{\"agentId\":\"beta\",\"name\":\"\"}],\"published\":true,"
                        + "\"createdAt\":\"2026-11-23T16:30:00.123Z\",\"modifiedAt\":\"2026-11-23T16:30:00.123Z\"}")
                .doesNotContain("secret");
    }

    @Test
    void summaryHasTheOrderOfTheList() throws JsonSyntaxException {
        create("");
        create("published");
        assertThat(ids("/scenarios?summary=true"))
                .hasSizeGreaterThan(1)
                .isEqualTo(ids("/scenarios"))
                .isEqualTo(ids("/scenarios?summary=false"));
    }

    @Test
    void summaryThatTheCallerHasAlreadyIs304UntilSomethingChanges() {
        String id = create("draft");
        String tag = tag(server.get("/scenarios?summary=true"));
        HttpResponse<String> same = server.get("/scenarios?summary=true", "If-None-Match", tag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(tag(same)).isEqualTo(tag).matches("\"[\\w-]{43}\"");
        server.json("PUT", "/scenarios/" + id, "{\"name\":\"other\"}");
        assertThat(server.get("/scenarios?summary=true", "If-None-Match", tag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void summaryRowStaysSmallHoweverMuchItsAuthorWrote() throws JsonSyntaxException {
        String id = id();
        String large = "x".repeat(1000);
        String agents = IntStream.range(0, 40)
                .mapToObj(i -> "{\"agentId\":\"a" + i + "\",\"systemPrompt\":\"" + large + "\"}")
                .collect(Collectors.joining(","));
        String config = "{\"metadata\":{\"id\":\"" + id + "\",\"title\":\"" + large + "\",\"tags\":[\"" + large
                + "\"]},\"agents\":[" + agents + "]}";
        assertThat(server.json("POST", "/scenarios", "{\"name\":\"" + large + "\",\"config\":" + config + "}")
                        .statusCode())
                .isEqualTo(201);
        Json row = rows("/scenarios?summary=true").stream()
                .filter(item -> id.equals(((Json.Object) item).text("id")))
                .findFirst()
                .orElseThrow();
        assertThat(row.raw()).hasSizeLessThan(2500);
        assertThat(((Json.Object) row).elements("agents")).hasSize(24);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "1", "TRUE", "true%20"})
    void unusableValueOfSummaryIs400(String value) {
        assertError(server.get("/scenarios?summary=" + value), 400, "summary must be false or true");
    }

    private static List<Json> rows(String path) throws JsonSyntaxException {
        return ((Json.Array) Json.parse(server.get(path).body())).elements();
    }

    private static List<String> ids(String path) throws JsonSyntaxException {
        return rows(path).stream()
                .map(row -> String.valueOf(((Json.Object) row).text("id")))
                .toList();
    }
}
