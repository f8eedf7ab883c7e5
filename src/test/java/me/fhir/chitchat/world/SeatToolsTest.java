package me.fhir.chitchat.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeatToolsTest {
    private static final String APPROVAL =
            "{\"memberId\":\"MBR-4471-0926\",\"cptCode\":\"73721\",\"authorizationNumber\":"
                    + "\"PA-2026-118204\",\"validFrom\":\"2026-09-29\",\"validThrough\":\"2026-12-28\","
                    + "\"rationale\":\"All three criteria of section 4.2 are documented.\"}";

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void answersFromTheKnowledgeOfTheRoleAndLeavesTracesInItsTurn() {
        KneeConversation knee = KneeConversation.create(server);
        JsonNode reply = knee.used("get_exam_findings", KneeConversation.EXAM);
        assertThat(reply.toString()).contains("McMurray");
        assertThat(reply.at("/attachment").asText()).isNotEmpty();
        JsonNode call = knee.traces("tool_call").get(0);
        assertThat(call.get("name").asText()).isEqualTo("get_exam_findings");
        assertThat(call.get("args").toString()).isEqualTo(KneeConversation.EXAM);
        assertThat(call.get("toolCallId")).isEqualTo(reply.get("toolCallId"));
        JsonNode result = knee.traces("tool_result").get(0);
        assertThat(result.get("toolCallId")).isEqualTo(reply.get("toolCallId"));
        assertThat(result.get("result")).isEqualTo(reply.get("result"));
        JsonNode last = knee.events().get(knee.events().size() - 1);
        assertThat(last.get("turn").asInt()).isEqualTo(1);
    }

    /** As the page of the seat uses them; the host sees that a person is there, whichever way the page asks. */
    @Test
    void answersBelowTheSeatsOwnAddressToo() {
        KneeConversation knee = KneeConversation.create(server);
        JsonNode reply = KneeConversation.json(
                knee.below("/tools/get_exam_findings", KneeConversation.EXAM, "X-Seat-Page", "1"));
        assertThat(reply.get("result").toString()).contains("McMurray");
        HttpResponse<String> wrong = knee.below("/tools/get_exam_findings", "[1]", "X-Seat-Page", "1");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("JSON object");
        assertThat(knee.below("/tools/nothing", "", "X-Seat-Page", "1").statusCode())
                .isEqualTo(404);
        assertThat(knee.events())
                .filteredOn(event -> event.at("/payload/kind").asText().equals("seat"))
                .extracting(event -> event.at("/payload/data/change").asText() + " "
                        + event.at("/payload/data/via").asText())
                .containsExactly("taken page");
        assertThat(SeatedConversation.send(
                                server,
                                "POST",
                                "/s/" + knee.conversation().host() + "/tools/get_exam_findings",
                                KneeConversation.EXAM)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void givesTheSameCallTheSameBytesAlsoInALaterTurn() {
        KneeConversation knee = KneeConversation.create(server);
        JsonNode first = knee.used("get_therapy_record", "{\"bodyPart\":\"right knee\",\"from\":\"2026-08-13\"}");
        knee.say("{\"text\":\"Good morning, I ask for an MRI of the right knee for Dana Whitfield.\"}");
        knee.awaitTurn();
        JsonNode again = knee.used("get_therapy_record", "{\"from\":\"2026-08-13\", \"bodyPart\":\"right knee\"}");
        assertThat(again.get("result").toString()).isEqualTo(first.get("result").toString());
        assertThat(again.get("toolCallId")).isNotEqualTo(first.get("toolCallId"));
    }

    @Test
    void namesTheArgumentThatDoesNotFitAndWritesNothing() {
        KneeConversation knee = KneeConversation.create(server);
        assertThat(knee.use("get_exam_findings", "{\"visitDate\":7}").body()).contains("visitDate");
        HttpResponse<String> answer = knee.use("get_imaging_history", "{\"bodyPart\":\"knee\",\"modality\":\"smell\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("modality");
        assertThat(knee.use("get_exam_findings", "[1]").statusCode()).isEqualTo(400);
        assertThat(knee.traces("tool_call")).isEmpty();
        HttpResponse<String> unknown = knee.use("issue_authorization_approval", APPROVAL);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("get_exam_findings");
    }

    @Test
    void repeatsACallUnderItsKeyWithoutWritingItAgain() {
        KneeConversation knee = KneeConversation.create(server);
        JsonNode first = knee.used("get_exam_findings", KneeConversation.EXAM, "Idempotency-Key", "one");
        assertThat(knee.used("get_exam_findings", KneeConversation.EXAM, "Idempotency-Key", "one"))
                .isEqualTo(first);
        assertThat(knee.traces("tool_call")).hasSize(1);
        HttpResponse<String> other =
                knee.use("get_exam_findings", "{\"visitDate\":\"2026-08-12\"}", "Idempotency-Key", "one");
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("Idempotency-Key");
    }

    /** What a server leaves behind that was killed while its model thought. */
    @Test
    void finishesTheCallThatHasNoResult() {
        KneeConversation knee = KneeConversation.create(server);
        try (RpcClient seat = knee.conversation().connect(knee.code())) {
            seat.call(
                    "sendTrace",
                    "{\"conversationId\":" + knee.conversation().id()
                            + ",\"tracePayload\":{\"type\":\"tool_call\",\"name\":" + "\"get_exam_findings\",\"args\":"
                            + KneeConversation.EXAM + ",\"toolCallId\":\"cut-off\"}}");
        }
        assertThat(knee.used("get_exam_findings", KneeConversation.EXAM)
                        .get("toolCallId")
                        .asText())
                .isEqualTo("cut-off");
        assertThat(knee.traces("tool_call")).hasSize(1);
        assertThat(knee.traces("tool_result")).hasSize(1);
    }

    @Test
    void refusesTheFortyFirstCallOfATurn() {
        KneeConversation knee = KneeConversation.create(server);
        for (int i = 0; i < 40; i++) {
            knee.used("get_exam_findings", KneeConversation.EXAM);
        }
        HttpResponse<String> refused = knee.use("get_exam_findings", KneeConversation.EXAM);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("40 times in this turn");
        knee.say("{\"text\":\"Good morning.\"}");
        knee.awaitTurn();
        knee.used("get_exam_findings", KneeConversation.EXAM);
    }

    @Test
    void refusesTheTwoHundredAndFirstCallOfAConversation() {
        KneeConversation knee = KneeConversation.createOpen(server);
        for (int turn = 0; turn < 5; turn++) {
            for (int i = 0; i < 40; i++) {
                knee.used("get_exam_findings", KneeConversation.EXAM);
            }
            knee.say("{\"text\":\"Findings " + turn + "\"}");
            knee.insurer().say("{\"text\":\"And " + turn + "?\"}");
        }
        HttpResponse<String> refused = knee.use("get_exam_findings", KneeConversation.EXAM);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("200 times in this conversation");
    }

    @Test
    void callsAtTheSameTimeAreMadeOneAfterTheOther() {
        KneeConversation knee = KneeConversation.create(server);
        List<CompletableFuture<JsonNode>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(CompletableFuture.supplyAsync(() -> knee.used("get_exam_findings", KneeConversation.EXAM)));
        }
        assertThat(calls.stream().map(call -> call.join().get("toolCallId").asText()))
                .doesNotHaveDuplicates();
        assertThat(calls.stream()
                        .map(call -> call.join().get("result").toString())
                        .distinct())
                .hasSize(1);
        assertThat(knee.traces("tool_result")).hasSize(8);
    }

    @Test
    void attachesWhatAToolHasMadeByItsName() {
        KneeConversation knee = KneeConversation.create(server);
        String name = knee.used("get_exam_findings", KneeConversation.EXAM)
                .get("attachment")
                .asText();
        JsonNode state = knee.say("{\"text\":\"The office note.\",\"attachments\":[{\"name\":\"" + name
                + "\"},{\"name\":\"own.txt\",\"contentType\":\"text/plain\",\"content\":\"mine\"}]}");
        JsonNode attachments = state.at("/messages/0/attachments");
        assertThat(attachments.findValuesAsText("name")).containsExactlyInAnyOrder(name, "own.txt");
        String url = attachments.get(0).get("name").asText().equals(name)
                ? attachments.get(0).get("url").asText()
                : attachments.get(1).get("url").asText();
        assertThat(SeatedConversation.send(server, "GET", url.substring(url.indexOf("/api")), "")
                        .body())
                .contains("McMurray");
    }

    @Test
    void saysWhichFilesThereAreWhenANameIsWrong() {
        KneeConversation knee = KneeConversation.create(server);
        String name = knee.used("get_exam_findings", KneeConversation.EXAM)
                .get("attachment")
                .asText();
        HttpResponse<String> answer = SeatedConversation.send(
                server,
                "POST",
                "/s/" + knee.code() + "/say",
                "{\"text\":\"t\",\"attachments\":[{\"name\":\"no.md\"}]}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("no.md", name);
    }

    @Test
    void aToolThatEndsTheConversationMakesTheNextMessageTheLast() {
        KneeConversation knee = KneeConversation.create(server, "scen_knee_mri_01", KneeConversation.INSURER);
        JsonNode reply = knee.used("issue_authorization_approval", APPROVAL);
        assertThat(reply.get("endStatus").asText()).isEqualTo("success");
        assertThat(reply.get("next").asText()).contains("next message ends the conversation", "success");
        JsonNode state = knee.say("{\"text\":\"The request is approved.\"}");
        assertThat(state.at("/conversation/status").asText()).isEqualTo("completed");
        assertThat(state.at("/conversation/outcome/status").asText()).isEqualTo("success");
        assertThat(state.at("/messages/0/attachments/0/name").asText())
                .isEqualTo(reply.get("attachment").asText());
        HttpResponse<String> after = knee.use("issue_authorization_approval", APPROVAL);
        assertThat(after.statusCode()).isEqualTo(409);
    }

    @Test
    void theNextMessageIsTheLastOverWebSocketToo() {
        KneeConversation knee = KneeConversation.create(server, "scen_knee_mri_01", KneeConversation.INSURER);
        String letter = knee.used("issue_authorization_approval", APPROVAL)
                .get("attachment")
                .asText();
        try (RpcClient seat = knee.conversation().connect(knee.code())) {
            seat.call(
                    "sendMessage",
                    "{\"conversationId\":" + knee.conversation().id()
                            + ",\"finality\":\"turn\",\"messagePayload\":{\"text\":\"Approved.\"}}");
        }
        JsonNode state = knee.awaitTurn();
        assertThat(state.at("/conversation/outcome/status").asText()).isEqualTo("success");
        assertThat(state.at("/messages/0/attachments/0/name").asText()).isEqualTo(letter);
    }

    @Test
    void keepsTheOrderOfMessagesSentWithoutWaiting() {
        KneeConversation knee = KneeConversation.create(server);
        List<String> sent = new ArrayList<>();
        try (RpcClient seat = knee.conversation().connect(knee.code())) {
            String start = "{\"conversationId\":" + knee.conversation().id() + ",";
            List<Integer> calls = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                calls.add(seat.send(
                        "sendMessage", start + "\"finality\":\"none\",\"messagePayload\":{\"text\":\"m" + i + "\"}}"));
                calls.add(seat.send(
                        "sendTrace", start + "\"tracePayload\":{\"type\":\"thought\",\"content\":\"t" + i + "\"}}"));
                sent.addAll(List.of("m" + i, "t" + i));
            }
            assertThat(calls).allSatisfy(call -> assertThat(seat.answer(call).has("result"))
                    .as(seat.answer(call).toString())
                    .isTrue());
        }
        List<String> stored = new ArrayList<>();
        knee.events()
                .forEach(event -> stored.add(event.at("/payload/text").asText()
                        + event.at("/payload/content").asText()));
        assertThat(stored.stream().filter(sent::contains)).containsExactlyElementsOf(sent);
    }

    @Test
    void toolsWaitForTheOthersTurn() {
        KneeConversation knee = KneeConversation.create(server);
        try (RpcClient seat = knee.conversation().connect(knee.conversation().host())) {
            seat.call(
                    "lifecycle.takeOver",
                    "{\"conversationId\":" + knee.conversation().id() + ",\"agentId\":\"" + KneeConversation.INSURER
                            + "\"}");
        }
        knee.say("{\"text\":\"Good morning.\"}");
        HttpResponse<String> early = knee.use("get_exam_findings", KneeConversation.EXAM);
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.body()).contains(KneeConversation.INSURER);
    }

    @Test
    void aPlayerWithAWorldOfItsOwnIsOfferedNone() throws Exception {
        ObjectNode knee = (ObjectNode)
                SeatedConversation.json(SeatedConversation.send(server, "GET", "/api/scenarios/scen_knee_mri_01", "")
                                .body())
                        .get("config");
        ((ObjectNode) knee.get("metadata")).put("id", "knee-own");
        ((ObjectNode) knee.get("agents").get(0)).put("world", "own");
        HttpResponse<String> stored =
                SeatedConversation.send(server, "POST", "/api/scenarios", "{\"name\":\"own\",\"config\":" + knee + "}");
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        KneeConversation own = KneeConversation.create(server, "knee-own", KneeConversation.PATIENT);
        assertThat(own.use("get_exam_findings", KneeConversation.EXAM).statusCode())
                .isEqualTo(404);
        assertThat(own.ask("GET", "/brief", "").body()).doesNotContain("get_exam_findings", "McMurray");
    }

    /** Looks everything up, sends it, and answers what is asked until the insurer has decided. */
    @Test
    void thePatientIsPlayedToApprovalWithOurTools() {
        KneeConversation knee = KneeConversation.create(server);
        JsonNode opening =
                KneeConversation.json(knee.ask("GET", "/brief", "")).at("/you/messageToUseWhenInitiatingConversation");
        knee.say("{\"text\":" + opening + "}");
        JsonNode state = knee.awaitTurn();
        for (int turn = 0; turn < 8 && state.at("/turn/yours").asBoolean(); turn++) {
            List<String> files = List.of(
                    knee.used("get_therapy_record", "{\"bodyPart\":\"right knee\"}")
                            .get("attachment")
                            .asText(),
                    knee.used("get_imaging_history", "{\"bodyPart\":\"right knee\",\"modality\":\"any\"}")
                            .get("attachment")
                            .asText(),
                    knee.used("get_exam_findings", KneeConversation.EXAM)
                            .get("attachment")
                            .asText());
            knee.say("{\"text\":\"Here are the records.\",\"attachments\":["
                    + files.stream()
                            .map(file -> "{\"name\":\"" + file + "\"}")
                            .reduce((one, other) -> one + "," + other)
                            .orElseThrow()
                    + "]}");
            state = knee.awaitTurn();
        }
        assertThat(state.at("/conversation/outcome/status").asText())
                .as(state.toString())
                .isEqualTo("success");
    }
}
