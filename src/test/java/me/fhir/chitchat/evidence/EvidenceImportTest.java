package me.fhir.chitchat.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.seat.SeatedConversation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations of one server on another: the same, marked, and nothing of a file that does not fit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceImportTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> WORDS = List.of(
            "", "plain", "Grüße, 漢字 \\u0000 😀", "\\\"quoted\\\" \\\\ back", "<b>no html</b>", "line\\nbreak \\u2028");
    private Path folder;
    private TestServer here;
    private TestServer there;
    private byte[] sample = new byte[0];

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        there = TestServer.start(folder.resolve("there.db"), TestServer.quiet());
        here = TestServer.start(folder.resolve("here.db"), TestServer.quiet());
        sample = evidence(there, talk(there, new Random(1)), null);
    }

    @AfterAll
    void stop() {
        here.close();
        there.close();
    }

    /** A conversation of random messages, traces and documents that has ended. */
    private static long talk(TestServer server, Random random) {
        try (RpcClient client = new RpcClient(server.webSocket())) {
            long id = client.conversation(",\"custom\":{\"n\":1.50,\"big\":12345678901234567890}");
            for (int i = 0; i < 2 + random.nextInt(12); i++) {
                String agent = i % 2 == 0 ? "alpha" : "beta";
                if (random.nextBoolean()) {
                    client.call(
                            "sendTrace",
                            "{\"conversationId\":" + id + ",\"agentId\":\"" + agent
                                    + "\",\"tracePayload\":{\"type\":\"thought\",\"content\":\"" + word(random)
                                    + "\",\"unknown\":[1e5,null]}}");
                }
                client.call("sendMessage", message(id, agent, "turn", attachments(random), random));
            }
            client.call(
                    "sendMessage",
                    message(
                            id,
                            "alpha",
                            "conversation",
                            ",\"outcome\":{\"status\":\"success\",\"reason\":\"r\"}",
                            random));
            return id;
        }
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private static String message(long id, String agent, String finality, String more, Random random) {
        return "{\"conversationId\":" + id + ",\"agentId\":\"" + agent + "\",\"finality\":\"" + finality
                + "\",\"messagePayload\":{\"text\":\"" + word(random) + "\"" + more + "}}";
    }

    private static String attachments(Random random) {
        return switch (random.nextInt(4)) {
            case 0 ->
                ",\"attachments\":[{\"name\":\"" + word(random) + ".txt\",\"contentType\":\"text/plain\",\"content\":\""
                        + word(random) + "\",\"summary\":\"s\"},{\"name\":\"b.bin\",\"docId\":\"d\","
                        + "\"contentType\":\"application/octet-stream\",\"encoding\":\"base64\",\"content\":\"AAEC/w==\"}]";
            case 1 ->
                ",\"attachments\":[{\"name\":\"data.json\",\"contentType\":\"application/json\","
                        + "\"content\":\"{\\\"a\\\":1.0}\"}]";
            default -> "";
        };
    }

    private static byte[] evidence(TestServer server, long id, @Nullable String code) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.http("/api/conversations/" + id + "/evidence.zip"));
        if (code != null) {
            request.header("Authorization", "Bearer " + code);
        }
        return server.client().send(request.build(), BodyHandlers.ofByteArray()).body();
    }

    private static HttpResponse<String> load(TestServer server, byte[] archive) {
        return server.send(HttpRequest.newBuilder(server.http("/api/evidence"))
                .header("Content-Type", "application/zip")
                .POST(BodyPublishers.ofByteArray(archive))
                .build());
    }

    private static long imported(TestServer server, byte[] archive) throws Exception {
        HttpResponse<String> answer = load(server, archive);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).get("conversationId").asLong();
    }

    private static JsonNode get(TestServer server, String path) throws Exception {
        return JSON.readTree(
                server.send(HttpRequest.newBuilder(server.http(path)).build()).body());
    }

    private static List<String> numberless(byte[] archive) throws Exception {
        return ForgedEvidence.lines(archive).stream()
                .map(line -> line.replaceFirst("^\\{\"conversation\":\\d+,", "{"))
                .toList();
    }

    private EvidenceCheck check(byte[] archive) throws Exception {
        return EvidenceVerification.of(Files.write(folder.resolve("checked.zip"), archive));
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29})
    void exportsWhatItImportedEventForEventAndByteForByte(long seed) throws Exception {
        byte[] first = evidence(there, talk(there, new Random(seed)), null);
        byte[] second = evidence(here, imported(here, first), null);
        assertThat(check(second).fits()).isTrue();
        assertThat(numberless(second)).isEqualTo(numberless(first));
        var before = ForgedEvidence.unzipped(first);
        var after = ForgedEvidence.unzipped(second);
        assertThat(after.keySet()).isEqualTo(before.keySet());
        assertThat(after.keySet()).allSatisfy(name -> {
            if (name.startsWith("attachments/") || name.equals("scenario.json")) {
                assertThat(after.get(name)).as(name).isEqualTo(before.get(name));
            }
        });
        // What was imported is known again when it comes from here.
        assertThat(load(here, second).statusCode()).isEqualTo(409);
    }

    @Test
    void marksItWithItsOriginAndLetsNobodyGoOn() throws Exception {
        byte[] archive = evidence(there, talk(there, new Random(101)), null);
        long id = imported(here, archive);
        JsonNode listed = null;
        for (JsonNode row :
                get(here, "/api/conversations?summary=true&limit=1000").get("conversations")) {
            listed = row.get("conversation").asLong() == id ? row : listed;
        }
        assertThat(listed).isNotNull();
        assertThat(listed.at("/imported/server").asText())
                .isEqualTo(there.http("/api").toString());
        assertThat(listed.at("/imported/conversation").asLong()).isPositive();
        assertThat(listed.at("/imported/importedAt").asText()).startsWith("2");
        assertThat(listed.get("status").asText()).isEqualTo("completed");
        assertThat(listed.at("/outcome/kind").asText()).isEqualTo("success");
        assertThat(listed.get("createdAt").asText())
                .isEqualTo(JSON.readTree(ForgedEvidence.lines(archive).get(0))
                        .get("ts")
                        .asText());
        try (RpcClient client = new RpcClient(here.webSocket())) {
            JsonNode snapshot = client.call("getConversation", "{\"conversationId\":" + id + "}");
            assertThat(snapshot.get("imported")).isEqualTo(listed.get("imported"));
            assertThat(client.error("sendMessage", RpcClient.message(id, "alpha", "more", "turn")))
                    .isNotZero();
            // The next conversation gets a number of its own.
            assertThat(client.conversation("")).isGreaterThan(id);
        }
        HttpResponse<String> again = load(here, archive);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(JSON.readTree(again.body()).get("conversationId").asLong()).isEqualTo(id);
        assertThat(new String(ForgedEvidence.unzipped(evidence(here, id, null)).get("manifest.json"), UTF_8))
                .contains("\"imported\":{\"server\":\"" + there.http("/api"));
    }

    @Test
    void isFoundByASearchOfWhatWasSaid() throws Exception {
        long id;
        try (RpcClient client = new RpcClient(there.webSocket())) {
            id = client.conversation("");
            client.call("sendMessage", RpcClient.message(id, "alpha", "an unheard-of zyzzyva", "conversation"));
        }
        long copy = imported(here, evidence(there, id, null));
        JsonNode found = get(here, "/api/conversations?summary=true&q=zyzzyva").get("conversations");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("conversation").asLong()).isEqualTo(copy);
    }

    @Test
    void bringsItsScenarioAndItsVerdictAlong() throws Exception {
        String config =
                get(there, "/api/scenarios/scen_vision_screen_01").get("config").toString();
        String id = "scen_only_there";
        there.send(HttpRequest.newBuilder(there.http("/api/scenarios"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"Only there\",\"config\":"
                        + config.replace("scen_vision_screen_01", id).replaceAll("\"tags\":\\[[^]]*]", "\"tags\":[]")
                        + "}"))
                .build());
        long played;
        try (RpcClient client = new RpcClient(there.webSocket())) {
            JsonNode agents = JSON.readTree(config).get("agents");
            String roster = "[{\"id\":\"" + agents.get(0).get("agentId").asText() + "\"},{\"id\":\""
                    + agents.get(1).get("agentId").asText() + "\"}]";
            played = client.call(
                            "createConversation",
                            "{\"meta\":{\"title\":\"Played\",\"scenarioId\":\"" + id + "\",\"agents\":" + roster + "}}")
                    .get("conversationId")
                    .asLong();
            client.call(
                    "sendMessage",
                    RpcClient.message(played, agents.get(0).get("agentId").asText(), "I give up", "conversation"));
        }
        String verdict = get(there, "/api/conversations/" + played + "/verdict").toString();
        long copy = imported(here, evidence(there, played, null));
        assertThat(get(here, "/api/conversations/" + copy + "/verdict").toString())
                .isEqualTo(verdict.replace("\"conversationId\":" + played, "\"conversationId\":" + copy));
        assertThat(get(here, "/api/conversations/" + copy + "/verdict?contract=current")
                        .get("contractHash"))
                .isEqualTo(JSON.readTree(verdict).get("contractHash"));
        try (RpcClient client = new RpcClient(here.webSocket())) {
            assertThat(client.call("getConversation", "{\"conversationId\":" + copy + "}")
                            .at("/scenario/metadata/id")
                            .asText())
                    .isEqualTo(id);
        }
        assertThat(here.send(HttpRequest.newBuilder(here.http("/api/scenarios/" + id))
                                .build())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void holdsNoMoreThanTheCodeOfWhoExportedItMaySee() throws Exception {
        SeatedConversation talk = SeatedConversation.create(there);
        try (RpcClient alpha = talk.connect(talk.code("alpha"))) {
            alpha.call(
                    "sendTrace",
                    "{\"conversationId\":" + talk.id()
                            + ",\"tracePayload\":{\"type\":\"thought\",\"content\":\"my own\"}}");
            alpha.call("sendMessage", RpcClient.message(talk.id(), "alpha", "public", "turn"));
        }
        long whole = imported(here, evidence(there, talk.id(), talk.host()));
        long beta = imported(here, evidence(there, talk.id(), talk.code("beta")));
        assertThat(numberless(evidence(here, whole, null)).toString()).contains("public", "my own");
        assertThat(numberless(evidence(here, beta, null)).toString())
                .contains("public")
                .doesNotContain("my own");
        assertThat(get(here, "/api/conversations?limit=1000").toString()).contains("\"view\":\"seat beta\"");
    }

    @Test
    void givesDocumentsOtherIdsWhereTheyCameFrom() throws Exception {
        long original = talk(there, new Random(3));
        byte[] archive = evidence(there, original, null);
        byte[] copy = evidence(there, imported(there, archive), null);
        assertThat(check(copy).fits()).isTrue();
        assertThat(numberless(copy).stream().map(line -> line.replaceAll("att_[0-9a-f-]+", "")))
                .isEqualTo(numberless(archive).stream()
                        .map(line -> line.replaceAll("att_[0-9a-f-]+", ""))
                        .toList());
        assertThat(evidence(there, original, null)).isNotEmpty();
    }

    @Test
    void namesTheFirstEventThatDoesNotFitAndStoresNothing() throws Exception {
        long before =
                get(here, "/api/conversations?limit=1000").get("conversations").size();
        byte[] plain = ForgedEvidence.of(sample)
                .change("events.jsonl", text -> text.replaceFirst("\"ts\":\"2", "\"ts\":\"3"))
                .unsealed();
        HttpResponse<String> changed = load(here, plain);
        assertThat(changed.statusCode()).isEqualTo(400);
        assertThat(changed.body()).contains("seq 1: Event 1 was changed.");
        for (int length : List.of(1, 100, sample.length / 2, sample.length - 1)) {
            assertThat(load(here, Arrays.copyOf(sample, length)).statusCode()).isEqualTo(400);
        }
        assertThat(get(here, "/api/conversations?limit=1000").get("conversations"))
                .hasSize((int) before);
    }

    @Test
    void refusesWhatIsForgedWithFittingHashes() throws Exception {
        assertRefused(
                forged().change("events.jsonl", text -> text.replace("\"type\":\"message\"", "\"type\":\"bogus\"")));
        assertRefused(forged().change("events.jsonl", text -> text.replaceFirst("\"turn\":0", "\"turn\":1")));
        assertRefused(forged().change("events.jsonl", text -> text.replace("\"agents\":", "\"nobody\":")));
        assertRefused(forged().change("events.jsonl", text -> text.replace("\"seq\":2,", "\"seq\":2.0,")));
        assertRefused(forged().change("events.jsonl", text -> text.replace("\"seq\":2,", "\"seq\":1,")));
        assertRefused(forged().change("events.jsonl", text -> text.replace("\"conversation\":", "\"conversation\":9")));
        assertRefused(forged().change("events.jsonl", text -> text.replace("\"event\":1,", "\"event\":4294967297,")));
        assertRefused(forged().change("events.jsonl", text -> text.replace("\"text\":\"", "\"text\":7,\"x\":\"")));
        assertRefused(forged().change("events.jsonl", text -> text.replace("Z\",\"agentId\"", "+00:00\",\"agentId\"")));
        assertRefused(forged().change("events.jsonl", text -> "[".repeat(100_000) + "\n" + text));
        assertRefused(forged().file("events.jsonl", ""));
        assertRefused(forged().file("scenario.json", "[1]"));
        assertRefused(forged().file("verdict.json", "{\"overall\":\"pass\"}"));
        assertRefused(forged().file(
                        "verdict.json", "{\"overall\":\"splendid\",\"parties\":{},\"faults\":[],\"disclosure\":[]}"));
        assertRefused(
                forged().change("manifest.json", text -> text.replace("\"exportedAt\":\"2", "\"exportedAt\":\"x")));
    }

    private ForgedEvidence forged() throws Exception {
        return ForgedEvidence.of(sample);
    }

    private void assertRefused(ForgedEvidence forged) throws Exception {
        HttpResponse<String> answer = load(here, forged.archive());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("nothing was stored");
    }

    @Test
    void survivesAScenarioThatIsNone() throws Exception {
        byte[] archive = forged().file(
                        "scenario.json", "{\"agents\":7,\"contract\":[{\"parties\":1}],\"metadata\":null}")
                .file("verdict.json", "null")
                .archive();
        long id = imported(here, archive);
        for (String path : List.of("/verdict", "/verdict?contract=current")) {
            assertThat(get(here, "/api/conversations/" + id + path)
                            .get("overall")
                            .asText())
                    .isNotEmpty();
        }
        assertThat(check(evidence(here, id, null)).fits()).isTrue();
    }

    @Test
    void takesNoBombsAndNoOtherMediaType() throws Exception {
        byte[] bomb =
                forged().file("attachments/9-zeros", "\0".repeat(33 << 20)).archive();
        assertThat(bomb.length).isLessThan(1 << 20);
        HttpResponse<String> answer = load(here, bomb);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("32 MiB");
        assertThat(load(here, new byte[(16 << 20) + 1]).statusCode()).isEqualTo(413);
        HttpRequest json = HttpRequest.newBuilder(here.http("/api/evidence"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonWriter.object(members -> members.text("a", "b"))))
                .build();
        assertThat(here.send(json).statusCode()).isEqualTo(415);
    }
}
