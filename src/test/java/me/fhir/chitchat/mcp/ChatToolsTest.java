package me.fhir.chitchat.mcp;

import static me.fhir.chitchat.mcp.RawMcpClient.at;
import static me.fhir.chitchat.mcp.RawMcpClient.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.bridge.BridgeServer;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatToolsTest {
    @RegisterExtension
    static final BridgeServer SERVER = new BridgeServer();

    /** Nobody on the server answers: the other agent runs somewhere else. */
    private static final String ALONE =
            "{\"agents\":[{\"id\":\"me\"},{\"id\":\"slow\",\"agentClass\":\"script\",\"config\":{\"script\":"
                    + "{\"name\":\"s\",\"turns\":[]}}}]}";

    private final RawMcpClient talk = RawMcpClient.scripted(SERVER);
    private final RawMcpClient silent = new RawMcpClient(SERVER, BridgeServer.config64(ALONE));

    @Test
    void carriesAConversationToItsEnd() {
        String handle = talk.begin();
        Map<?, ?> sent = talk.say(handle, "We ask for an MRI.");
        assertThat(sent.get("ok")).isEqualTo(true);
        assertThat(sent.get("status")).isEqualTo("working");
        assertThat(String.valueOf(sent.get("guidance"))).contains("check_replies");

        Map<?, ?> first = talk.settled(handle);
        assertThat(first.get("status")).isEqualTo("input-required");
        assertThat(first.get("conversation_ended")).isEqualTo(false);
        List<?> messages = list(first, "messages");
        assertThat(messages)
                .extracting(m -> (Object) ((Map<?, ?>) m).get("text"))
                .isEqualTo(List.of("One moment.", "Here is the policy."));
        Map<?, ?> answer = (Map<?, ?>) messages.get(1);
        assertThat(answer.get("from")).isEqualTo("payer");
        assertThat(String.valueOf(answer.get("at"))).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(answer.get("attachments"))
                .isEqualTo(List.of(
                        Map.of(
                                "name",
                                "policy.md",
                                "contentType",
                                "text/markdown",
                                "summary",
                                "The policy",
                                "content",
                                "# Policy ä"),
                        Map.of(
                                "name",
                                "seal.bin",
                                "contentType",
                                "application/octet-stream",
                                "content",
                                "/wA=",
                                "encoding",
                                "base64")));
        assertThat(talk.settled(handle)).isEqualTo(first);

        talk.say(handle, "Here is the letter.");
        Map<?, ?> last = talk.settled(handle);
        assertThat(last.get("status")).isEqualTo("completed");
        assertThat(last.get("conversation_ended")).isEqualTo(true);
        assertThat(String.valueOf(last.get("guidance"))).contains("success").contains("criteria met");
        assertThat(list(last, "messages")).hasSize(1);
        assertThat(talk.failure(
                        "send_message_to_chat_thread", "{\"conversationId\":\"" + handle + "\",\"message\":\"x\"}"))
                .contains("has ended");
    }

    @Test
    void stampsTheConversationAndSendsDocumentsAlong() {
        String handle = silent.begin();
        silent.value(
                "send_message_to_chat_thread",
                "{\"conversationId\":\"" + handle + "\",\"message\":\"see\",\"attachments\":[{\"name\":\"a.txt\","
                        + "\"contentType\":\"text/plain\",\"content\":\"hällo\",\"summary\":\"short\"}]}");
        Map<?, ?> listed = (Map<?, ?>) list(RawMcpClient.json(SERVER.get("/conversations?limit=1")), "conversations")
                .get(0);
        Map<?, ?> custom = at(at(listed, "metadata"), "custom");
        assertThat(custom)
                .isEqualTo(Map.of(
                        "bridge",
                        "mcp",
                        "bridgeConfig64Hash",
                        Config64.parse(silent.config64()).hash()));
        Map<?, ?> snapshot =
                RawMcpClient.json(SERVER.get("/debug/conversations/" + listed.get("conversation") + "/events"));
        Map<?, ?> message = (Map<?, ?>) list(snapshot, "events").get(1);
        assertThat(message.get("agentId")).isEqualTo("me");
        assertThat(message.get("finality")).isEqualTo("turn");
        Map<?, ?> reference =
                (Map<?, ?>) list(at(message, "payload"), "attachments").get(0);
        assertThat(reference.get("summary")).isEqualTo("short");
        assertThat(SERVER.get("/attachments/" + reference.get("id") + "/content")
                        .body())
                .isEqualTo("hällo");
    }

    @Test
    void waitsNoLongerThanAskedAndSaysWorking() {
        String handle = silent.begin();
        Map<?, ?> before = silent.value("check_replies", "{\"conversationId\":\"" + handle + "\",\"waitMs\":1}");
        assertThat(before.get("status")).isEqualTo("working");
        assertThat(String.valueOf(before.get("guidance"))).contains("send_message_to_chat_thread");
        silent.say(handle, "Anybody?");
        long start = System.nanoTime();
        Map<?, ?> replies = silent.value("check_replies", "{\"conversationId\":\"" + handle + "\",\"waitMs\":1100}");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
        assertThat(replies.get("messages")).isEqualTo(List.of());
        assertThat(replies.get("status")).isEqualTo("working");
        assertThat(String.valueOf(replies.get("guidance"))).contains("check_replies");
    }

    @Test
    void answersAWaitingCallerTheMomentTheConversationMovesOn() {
        String handle = silent.begin();
        silent.say(handle, "Anybody?");
        CompletableFuture<Map<?, ?>> waiting = CompletableFuture.supplyAsync(
                () -> silent.value("check_replies", "{\"conversationId\":\"" + handle + "\",\"waitMs\":45000}"));
        Object number = ((Map<?, ?>) list(RawMcpClient.json(SERVER.get("/conversations?limit=1")), "conversations")
                        .get(0))
                .get("conversation");
        SERVER.post("/conversations/" + number + "/cancel", "{\"reason\":\"enough\"}");
        Map<?, ?> replies = waiting.orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(replies.get("status")).isEqualTo("completed");
        assertThat(String.valueOf(replies.get("guidance"))).contains("canceled").contains("enough");
    }

    @Test
    void knowsHandlesOnlyUnderTheAddressThatMadeThem() {
        String handle = talk.begin();
        String arguments = "{\"conversationId\":\"" + handle + "\",\"message\":\"x\"}";
        assertThat(silent.failure("check_replies", arguments)).contains("conversationId");
        assertThat(silent.failure("send_message_to_chat_thread", arguments)).contains("conversationId");
        assertThat(talk.failure("check_replies", "{\"conversationId\":\"1\"}")).contains("conversationId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "check_replies | {} | conversationId",
                "check_replies | {\"conversationId\":5} | conversationId",
                "check_replies | {\"conversationId\":null} | conversationId",
                "check_replies | {\"conversationId\":\"H\",\"waitMs\":\"x\"} | waitMs",
                "check_replies | {\"conversationId\":\"H\",\"waitMs\":-1} | waitMs",
                "check_replies | {\"conversationId\":\"H\",\"waitMs\":1.5} | waitMs",
                "check_replies | {\"conversationId\":\"H\",\"max\":0} | max",
                "send_message_to_chat_thread | {\"conversationId\":\"H\"} | message",
                "send_message_to_chat_thread | {\"conversationId\":\"H\",\"message\":7} | message",
                "send_message_to_chat_thread | {\"conversationId\":\"H\",\"message\":\" \"} | message",
                "send_message_to_chat_thread | {\"conversationId\":\"H\",\"message\":\"x\",\"attachments\":{}} | attachments",
                "send_message_to_chat_thread | {\"conversationId\":\"H\",\"message\":\"x\",\"attachments\":[1]} | attachments.0",
                "send_message_to_chat_thread | {\"conversationId\":\"H\",\"message\":\"x\",\"attachments\":[{\"name\":\"a\"}]} | attachments.0.contentType",
                "send_message_to_chat_thread | {\"conversationId\":\"H\",\"message\":\"x\",\"attachments\":[{\"name\":\"a\",\"contentType\":\"t\",\"content\":{}}]} | attachments.0.content",
                "send_message_to_chat_thread | {\"conversationId\":\"H\",\"message\":\"x\",\"attachments\":[{\"name\":\"a\",\"contentType\":\"t\",\"content\":\"?\",\"encoding\":\"base64\"}]} | attachments.0.content",
            })
    void namesTheArgumentThatIsWrong(String tool, String arguments, String field) {
        String handle = silent.begin();
        assertThat(silent.failure(tool, arguments.replace("\"H\"", "\"" + handle + "\"")))
                .contains(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10.0", "1e1", "\"10\"", "\"10.0\"", "\" 10 \"", "null", "\"\""})
    void takesNumbersAsClientsWriteThem(String ten) {
        String handle = silent.begin();
        silent.say(handle, "Anybody?");
        Map<?, ?> replies = silent.value(
                "check_replies",
                "{\"conversationId\":\"" + handle + "\",\"waitMs\":" + ten.replace("null", "0.0") + ",\"max\":" + ten
                        + "}");
        assertThat(replies.get("status")).isEqualTo("working");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"name\":\"a.md\",\"contentType\":\"text/markdown\",\"content\":\"# hi\"}]",
                "[\"{\\\"name\\\":\\\"a.md\\\",\\\"contentType\\\":\\\"text/markdown\\\",\\\"content\\\":\\\"# hi\\\"}\"]"
            })
    void takesListsAndObjectsAsText(String attachments) {
        String handle = silent.begin();
        String arguments = "{\"conversationId\":\"" + handle + "\",\"message\":\"see\",\"attachments\":%s}";
        String listed = arguments.formatted(attachments);
        String asText = arguments.formatted(JsonWriter.quoted(attachments));
        String nothing = arguments.formatted("\"\"");
        for (String given : List.of(listed, asText, JsonWriter.quoted(asText), nothing)) {
            silent.value("send_message_to_chat_thread", given);
        }
        Map<?, ?> newest = (Map<?, ?>) list(RawMcpClient.json(SERVER.get("/conversations?limit=1")), "conversations")
                .get(0);
        String log = SERVER.get("/debug/conversations/" + newest.get("conversation") + "/events")
                .body();
        assertThat(log.split("\"name\":\"a.md\"", -1)).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"ten\" | waitMs must be an integer",
                "\"1.5\" | waitMs must be an integer",
                "\"-1\" | waitMs must be 0 or more",
                "1e99999 | waitMs must be an integer",
                "[] | waitMs must be an integer; it is a list",
                "true | waitMs must be an integer; it is a boolean",
            })
    void saysWhatIsNoNumber(String waitMs, String sentence) {
        String arguments = "{\"conversationId\":\"" + silent.begin() + "\",\"waitMs\":" + waitMs + "}";
        assertThat(silent.failure("check_replies", arguments)).contains(sentence);
    }

    @Test
    void saysWhatTextIsNoListAndNoObject() {
        String handle = silent.begin();
        String arguments = "{\"conversationId\":\"" + handle + "\",\"message\":\"see\",\"attachments\":%s}";
        for (String wrong : List.of("\"[{\"", "\"a list\"", "[\"{\"]", "\"{}\"")) {
            assertThat(silent.failure("send_message_to_chat_thread", arguments.formatted(wrong)))
                    .startsWith("attachments");
        }
        for (String wrong : List.of("\"{\"", "[]", "7", "\"x\"")) {
            assertThat(silent.failure("begin_chat_thread", wrong)).startsWith("arguments must be an object");
        }
    }

    @Test
    void takesAnyWaitAndAnyMaximum() {
        String handle = talk.begin();
        talk.say(handle, "Hello");
        talk.settled(handle);
        Map<?, ?> replies = talk.value(
                "check_replies", "{\"conversationId\":\"" + handle + "\",\"waitMs\":99999999999999999999,\"max\":1}");
        assertThat(list(replies, "messages")).hasSize(1);
        assertThat(String.valueOf(replies.get("guidance"))).contains("max");
    }

    @Test
    void saysWhyAConversationCannotBegin() {
        RawMcpClient unknown = new RawMcpClient(
                SERVER, BridgeServer.config64("{\"scenarioId\":\"nope\",\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}]}"));
        assertThat(unknown.failure("begin_chat_thread", "{}")).contains("nope");
        RawMcpClient odd = new RawMcpClient(
                SERVER, BridgeServer.config64("{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\",\"agentClass\":\"odd\"}]}"));
        assertThat(odd.failure("begin_chat_thread", "{}")).contains("odd");
        HttpResponse<String> listed = SERVER.get("/conversations?status=active");
        assertThat(listed.body()).doesNotContain(Config64.parse(odd.config64()).hash());
    }

    @Test
    void describesTheRolesOfAScenarioAndNothingPrivate() {
        RawMcpClient knee = new RawMcpClient(
                SERVER,
                BridgeServer.config64("{\"scenarioId\":\"scen_knee_mri_01\",\"agents\":["
                        + "{\"id\":\"patient-agent\"},{\"id\":\"insurance-auth-specialist\"}]}"));
        assertThat(RawMcpClient.json(SERVER.get("/scenarios/scen_knee_mri_01")).get("id"))
                .isEqualTo("scen_knee_mri_01");
        String tools = knee.request("tools/list", "{}").body();
        assertThat(tools).contains("You play").contains("patient-agent").doesNotContain("knowledgeBase");
    }
}
