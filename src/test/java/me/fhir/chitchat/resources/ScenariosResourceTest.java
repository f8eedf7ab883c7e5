package me.fhir.chitchat.resources;

import static me.fhir.chitchat.resources.ErrorsTest.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.scenario.ScenarioItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenariosResourceTest {
    private static final AtomicInteger IDS = new AtomicInteger();

    @RegisterExtension
    static final RestServer server = new RestServer("*");

    @Test
    void createAnswersTheStoredItem() {
        String id = id();
        HttpResponse<String> answer = create(id, "");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"" + id + "\",\"name\":\"N\",\"config\":" + config(id, "")
                        + ",\"history\":[],\"createdAt\":\"2026-11-23T16:30:00.123Z\","
                        + "\"modifiedAt\":\"2026-11-23T16:30:00.123Z\"}");
        assertThat(server.get("/scenarios/" + id).body()).isEqualTo(answer.body());
        assertThat(server.get("/scenarios").body()).startsWith("[{").contains(answer.body());
    }

    @Test
    void keepsConfigAndHistoryAsTheirAuthorWroteThem() {
        String id = id();
        String config =
                config(id, ",\"x\" : { \"n\":1.10e+2, \"big\":12345678901234567890.10, \"u\":\"\\u00e9\\ud83d\" }");
        String history = "[ {\"n\":1.0 } , null ]";
        HttpResponse<String> answer = server.json(
                "POST", "/scenarios", "{\"name\":\"N\",\"config\":" + config + ",\"history\":" + history + "}");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(server.get("/scenarios/" + id).body())
                // Half a character cannot be written as UTF-8; it is the one thing that changes.
                .contains("\"config\":" + config.replace("\\ud83d", "\\uFFFD"))
                .contains("\"history\":" + history);
    }

    @ParameterizedTest
    @ValueSource(strings = {".v2 é&x", "a/b", "100%", "?#;=+", "日本\uD83D\uDE00", "%2F"})
    void idWithReservedCharactersWorksPercentEncoded(String suffix) {
        String id = id() + suffix;
        assertThat(create(id, "").statusCode()).isEqualTo(201);
        HttpResponse<String> read = server.get("/scenarios/" + encoded(id));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(object(read).text("id")).isEqualTo(id);
        HttpResponse<String> deleted = server.send("DELETE", "/scenarios/" + encoded(id), null);
        assertThat(deleted.body()).isEqualTo("{\"success\":true,\"deleted\":" + JsonWriter.quoted(id) + "}");
        assertError(server.get("/scenarios/" + encoded(id)), 404, id);
    }

    @Test
    void duplicateIdIs409WhateverElseIsWrongOrLocked() {
        String id = create("published");
        assertError(create(id, ""), 409, id);
        assertError(server.json("POST", "/scenarios", "{\"config\":{\"metadata\":{\"id\":\"" + id + "\"}}}"), 409, id);
        assertThat(server.get("/scenarios/" + id).body()).contains("published");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|name config",
                "{\"name\":\"\",\"config\":CONFIG}|name",
                "{\"name\":7,\"config\":CONFIG,\"history\":{}}|name history",
                "{\"name\":null,\"config\":CONFIG,\"history\":null}|name history",
                "{\"name\":\"N\",\"config\":null}|config",
                "{\"name\":\"N\",\"config\":\"text\"}|config",
                "{\"name\":\"N\",\"config\":{\"agents\":[]}}|config.metadata",
                "{\"name\":\"N\",\"config\":{\"metadata\":{\"title\":\"t\"},\"agents\":[{}]}}"
                        + "|config.metadata.id config.agents.0.agentId",
            })
    void createWithWrongFieldsIs400WithAllOfThem(String body, String paths) throws JsonSyntaxException {
        String id = id();
        HttpResponse<String> answer = server.json("POST", "/scenarios", body.replace("CONFIG", config(id, "")));
        assertError(answer, 400, "ValidationError");
        Json.Object details = Json.parseObject(answer.body()).object("details");
        assertThat(details).isNotNull();
        assertThat(details.raw("formErrors")).isEqualTo("[]");
        assertThat(PlainJson.map(Json.parseObject(String.valueOf(details.raw("fieldErrors"))))
                        .keySet())
                .isEqualTo(Set.of(paths.split(" ")));
        assertError(server.get("/scenarios/" + id), 404, id);
    }

    @Test
    void unknownIdIs404ForEveryMethodEvenWithABodyThatIsWrong() {
        assertError(server.get("/scenarios/missing"), 404, "missing");
        assertError(server.json("PUT", "/scenarios/missing", "{\"name\":7}"), 404, "missing");
        assertError(server.send("DELETE", "/scenarios/missing", null), 404, "missing");
        assertError(server.send("POST", "/scenarios/missing/unlock", null), 404, "missing");
    }

    @Test
    void updateChangesOnlyWhatItNames() {
        String id = id();
        server.scenarios.insert(new ScenarioItem(
                id,
                "old",
                new RawJson(config(id, "")),
                new RawJson("[1]"),
                Instant.parse("2020-01-01T00:00:00Z"),
                Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(server.json("PUT", "/scenarios/" + id, "{}").body())
                .contains("\"modifiedAt\":\"2020-01-01T00:00:00.000Z\"");
        assertThat(server.json("PUT", "/scenarios/" + id, "{\"name\":\"new\"}").body())
                .isEqualTo("{\"id\":\"" + id + "\",\"name\":\"new\",\"config\":" + config(id, "")
                        + ",\"history\":[1],\"createdAt\":\"2020-01-01T00:00:00.000Z\","
                        + "\"modifiedAt\":\"2026-11-23T16:30:00.123Z\"}");
        String config = config(id, ",\"x\":1.0");
        assertThat(server.json("PUT", "/scenarios/" + id, "{\"config\":" + config + "}")
                        .body())
                .contains("\"name\":\"new\",\"config\":" + config + ",\"history\":[1]");
        assertThat(server.json("PUT", "/scenarios/" + id, "{\"history\":[ 2 ]}").body())
                .contains("\"config\":" + config + ",\"history\":[ 2 ]");
    }

    @Test
    void updateNeverMovesModificationBack() {
        String id = id();
        Instant later = Instant.parse("2030-01-01T00:00:00Z");
        server.scenarios.insert(
                new ScenarioItem(id, "old", new RawJson(config(id, "")), new RawJson("[]"), later, later));
        assertThat(server.json("PUT", "/scenarios/" + id, "{\"name\":\"new\"}").body())
                .contains("\"modifiedAt\":\"2030-01-01T00:00:00.000Z\"");
    }

    @Test
    void updateCannotMoveTheItemToAnotherId() {
        String id = create("");
        HttpResponse<String> answer =
                server.json("PUT", "/scenarios/" + id, "{\"config\":" + config("other-" + id, "") + "}");
        assertError(answer, 400, "ValidationError");
        assertThat(answer.body()).contains("config.metadata.id");
        assertThat(server.get("/scenarios/" + id).body())
                .contains("\"id\":\"" + id + "\"")
                .doesNotContain("other-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":null}",
                "{\"name\":{\"a\":1}}",
                "{\"config\":\"text\"}",
                "{\"config\":null}",
                "{\"history\":\"x\"}",
                "{\"name\":\"ok\",\"config\":{\"metadata\":{},\"agents\":{}}}"
            })
    void updateWithWrongFieldsIs400AndChangesNothing(String body) {
        String id = create("");
        String before = server.get("/scenarios/" + id).body();
        assertError(server.json("PUT", "/scenarios/" + id, body), 400, "ValidationError");
        assertThat(server.get("/scenarios/" + id).body()).isEqualTo(before);
    }

    @Test
    void surrogateHalfInANameIsReplaced() {
        String id = id();
        HttpResponse<String> answer =
                server.json("POST", "/scenarios", "{\"name\":\"a\\ud800b\",\"config\":" + config(id, "") + "}");
        assertThat(object(answer).text("name")).isEqualTo("a\uFFFDb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "wrong", "", "s3cret-and-more", "s3cre"})
    void publishedScenarioIsLockedWithoutTheRightToken(String token) {
        String id = create("other\",\"published");
        String before = server.get("/scenarios/" + id).body();
        String[] headers = token.equals("none") ? new String[0] : new String[] {"X-Edit-Token", token};
        assertError(server.json("PUT", "/scenarios/" + id, "{\"name\":\"hijacked\"}", headers), 423, id);
        assertError(server.send("DELETE", "/scenarios/" + id, null, headers), 423, id);
        assertError(server.send("POST", "/scenarios/" + id + "/unlock", null, headers), 423, id);
        assertThat(server.get("/scenarios/" + id).body()).isEqualTo(before);
    }

    @Test
    void rightTokenOpensThePublishedScenario() {
        String id = create("published");
        HttpResponse<String> unlocked =
                server.send("POST", "/scenarios/" + id + "/unlock", null, "X-Edit-Token", RestServer.TOKEN);
        assertThat(unlocked.statusCode()).isEqualTo(204);
        assertThat(unlocked.body()).isEmpty();
        assertError(server.json("PUT", "/scenarios/" + id, "{}"), 423, "X-Edit-Token");
        assertThat(server.json("PUT", "/scenarios/" + id, "{\"name\":\"x\"}", "x-edit-token", RestServer.TOKEN)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.send("DELETE", "/scenarios/" + id, null, "X-Edit-Token", RestServer.TOKEN)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void storedTagsDecideNotThoseOfTheBody() {
        String id = create("published");
        String open = "{\"config\":" + config(id, "") + "}";
        assertError(server.json("PUT", "/scenarios/" + id, open), 423, id);
        assertThat(server.json("PUT", "/scenarios/" + id, open, "X-Edit-Token", RestServer.TOKEN)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.json("PUT", "/scenarios/" + id, "{\"name\":\"free\"}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void publishingNeedsNoTokenAndLocks() {
        String id = create("draft");
        assertThat(server.send("POST", "/scenarios/" + id + "/unlock", null, "X-Edit-Token", "wrong")
                        .statusCode())
                .as("nothing to unlock")
                .isEqualTo(204);
        String tagged = "{\"config\":" + configTagged(id, "published") + "}";
        assertThat(server.json("PUT", "/scenarios/" + id, tagged).statusCode()).isEqualTo(200);
        assertError(server.send("DELETE", "/scenarios/" + id, null), 423, id);
    }

    @Test
    void everyAnswerWithAScenarioCarriesItsETag() {
        String id = id();
        String created = tag(create(id, ""));
        assertThat(created).matches("\"[\\w-]{43}\"");
        assertThat(tag(server.get("/scenarios/" + id))).isEqualTo(created);
        assertThat(tag(server.json("PUT", "/scenarios/" + id, "{}"))).isEqualTo(created);
        String changed = tag(server.json("PUT", "/scenarios/" + id, "{\"name\":\"other\"}"));
        assertThat(changed).matches("\"[\\w-]{43}\"").isNotEqualTo(created);
        assertThat(tag(server.get("/scenarios/" + id))).isEqualTo(changed);
    }

    @Test
    void scenarioThatTheCallerHasAlreadyIs304() {
        String id = id();
        String tag = tag(create(id, ""));
        HttpResponse<String> answer = server.get("/scenarios/" + id, "If-None-Match", "\"old\", W/" + tag);
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(server.get("/scenarios/" + id, "If-None-Match", "\"old\"").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TAG", "*", " * ", "\"other\", TAG", "\"a,b\",,TAG,", "W/\"other\" , TAG", "GZIP"})
    void changePassesWhenIfMatchNamesTheCurrentState(String ifMatch) {
        String id = id();
        String tag = tag(create(id, ""));
        String sent = ifMatch.replace("TAG", tag).replace("GZIP", tag.replaceAll("\"$", "--gzip\""));
        assertThat(server.json("PUT", "/scenarios/" + id, "{\"name\":\"new\"}", "If-Match", sent)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.get("/scenarios/" + id).body()).contains("\"name\":\"new\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "W/TAG", "\"\"", "\"a\", W/\"b\""})
    void changeOfWhatSomebodyElseChangedIs412WithTheCurrentETag(String ifMatch) {
        String id = id();
        String tag = tag(create(id, ""));
        String sent = ifMatch.replace("TAG", tag);
        String before = server.get("/scenarios/" + id).body();
        HttpResponse<String> put = server.json("PUT", "/scenarios/" + id, "{\"name\":\"new\"}", "If-Match", sent);
        assertError(put, 412, "changed by somebody else");
        assertThat(tag(put)).isEqualTo(tag);
        HttpResponse<String> delete = server.send("DELETE", "/scenarios/" + id, null, "If-Match", sent);
        assertError(delete, 412, id);
        assertThat(tag(delete)).isEqualTo(tag);
        assertThat(server.get("/scenarios/" + id).body()).isEqualTo(before);
        assertThat(server.send("DELETE", "/scenarios/" + id, null, "If-Match", tag)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "\"open", "\"a\" \"b\"", "*, \"a\"", "", "w/\"a\""})
    void ifMatchThatCannotBeReadIs400(String ifMatch) {
        String id = id();
        create(id, "");
        assertError(server.json("PUT", "/scenarios/" + id, "{}", "If-Match", ifMatch), 400, "If-Match");
    }

    @Test
    void severalLinesOfIfMatchAreOneList() {
        String id = id();
        String tag = tag(create(id, ""));
        assertThat(server.json("PUT", "/scenarios/" + id, "{}", "If-Match", "\"a\"", "If-Match", tag)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void otherComplaintsComeBeforeTheComparison() {
        String locked = create("published");
        assertError(server.json("PUT", "/scenarios/" + locked, "{}", "If-Match", "\"old\""), 423, locked);
        assertError(server.send("DELETE", "/scenarios/" + locked, null, "If-Match", "\"old\""), 423, locked);
        assertError(server.json("PUT", "/scenarios/missing", "{}", "If-Match", "\"old\""), 404, "missing");
        String open = create("draft");
        assertError(
                server.json("PUT", "/scenarios/" + open, "{\"name\":7}", "If-Match", "\"old\""),
                400,
                "ValidationError");
    }

    @Test
    void ofManyWhoChangeTheSameStateOneWins() {
        String id = id();
        String tag = tag(create(id, ""));
        List<Integer> statuses = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> server.json("PUT", "/scenarios/" + id, "{\"name\":\"n" + i + "\"}", "If-Match", tag)
                        .statusCode())
                .toList();
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @Test
    void summaryTellsWhatAScenarioIsAboutWithoutItsConfig() {
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

    private static String tag(HttpResponse<?> answer) {
        return answer.headers().firstValue("ETag").orElse("");
    }

    private static String create(String tags) {
        String id = id();
        assertThat(server.json("POST", "/scenarios", "{\"name\":\"N\",\"config\":" + configTagged(id, tags) + "}")
                        .statusCode())
                .isEqualTo(201);
        return id;
    }

    private static HttpResponse<String> create(String id, String more) {
        return server.json("POST", "/scenarios", "{\"name\":\"N\",\"config\":" + config(id, more) + "}");
    }

    private static String config(String id, String more) {
        return "{\"metadata\":{\"id\":" + JsonWriter.quoted(id)
                + ",\"title\":\"T\"},\"agents\":[{\"agentId\":\"alpha\"}]" + more + "}";
    }

    private static String configTagged(String id, String tags) {
        return config(id, "").replace("\"title\"", "\"tags\":[\"" + tags + "\"],\"title\"");
    }

    private static String id() {
        return "scen-" + IDS.incrementAndGet();
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Json.Object object(HttpResponse<String> answer) {
        try {
            return Json.parseObject(answer.body());
        } catch (JsonSyntaxException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
