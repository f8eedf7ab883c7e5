package me.fhir.chitchat.resources;

import static me.fhir.chitchat.resources.ErrorsTest.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Set;
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

/** Scenarios are created, read, changed and deleted. */
class ScenariosResourceTest extends ScenariosResourceCase {
    @RegisterExtension
    static final RestServer server = new RestServer("*");

    @Override
    RestServer server() {
        return server;
    }

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
}
