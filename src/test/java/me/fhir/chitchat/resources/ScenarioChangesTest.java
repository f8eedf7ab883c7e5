package me.fhir.chitchat.resources;

import static me.fhir.chitchat.resources.ErrorsTest.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may change a scenario: the edit token, and If-Match against changes of others. */
class ScenarioChangesTest extends ScenariosResourceCase {
    @RegisterExtension
    static final RestServer server = new RestServer("*");

    @Override
    RestServer server() {
        return server;
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
    void aConcurrentChangeIs412WithTheCurrentETag(String ifMatch) {
        String id = id();
        String tag = tag(create(id, ""));
        String sent = ifMatch.replace("TAG", tag);
        String before = server.get("/scenarios/" + id).body();
        HttpResponse<String> put = server.json("PUT", "/scenarios/" + id, "{\"name\":\"new\"}", "If-Match", sent);
        assertError(put, 412, "was changed since you read it");
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
    void oneOfManyConcurrentUpdatesSucceeds() {
        String id = id();
        String tag = tag(create(id, ""));
        List<Integer> statuses = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> server.json("PUT", "/scenarios/" + id, "{\"name\":\"n" + i + "\"}", "If-Match", tag)
                        .statusCode())
                .toList();
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }
}
