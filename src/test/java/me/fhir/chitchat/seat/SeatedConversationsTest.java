package me.fhir.chitchat.seat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeatedConversationsTest {
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server =
                TestServer.start(folder.resolve("data.db"), Map.of("logging.level", "WARN", "debugApiEnabled", "true"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String trace(long conversation, String agentId, String thought) {
        return "{\"conversationId\":" + conversation + ",\"agentId\":\"" + agentId
                + "\",\"tracePayload\":{\"type\":\"thought\",\"content\":\"" + thought + "\"}}";
    }

    private static List<String> contents(JsonNode events) {
        List<String> contents = new ArrayList<>();
        events.forEach(event -> contents.add(event.at("/payload/text").asText()
                + event.at("/payload/content").asText()));
        contents.removeIf(String::isEmpty);
        return contents;
    }

    private static List<String> page(RpcClient client, long conversation) {
        return contents(client.call("getEventsPage", "{\"conversationId\":" + conversation + "}")
                .get("events"));
    }

    @Test
    void returnsCodesAndAddressesOnce() {
        SeatedConversation talk = SeatedConversation.create(server);
        String base = server.http("").toString();
        JsonNode alpha = talk.seat("alpha");
        String code = talk.code("alpha");
        assertThat(code).matches("([0-9A-Z]{4}-){2}[0-9A-Z]{4}");
        assertThat(alpha.get("url").asText()).isEqualTo(base + "/s/" + code);
        assertThat(alpha.get("a2a").asText()).isEqualTo(base + "/api/seats/" + code + "/a2a");
        assertThat(alpha.get("mcp").asText()).isEqualTo(base + "/api/seats/" + code + "/mcp");
        assertThat(alpha.get("ws").asText()).isEqualTo(server.webSocket() + "?seat=" + code);
        assertThat(talk.created().at("/host/url").asText()).isEqualTo(base + "/s/" + talk.host());
        assertThat(List.of(code, talk.code("beta"), talk.host(), talk.watch())).doesNotHaveDuplicates();
        assertThat(SeatedConversation.create(server, "", ",\"watch\":\"none\"")
                        .created()
                        .get("watch")
                        .isNull())
                .isTrue();
    }

    @Test
    void mistakesAreReportedByField() {
        String body = "{\"meta\":{\"agents\":[{\"id\":\"a\"}]},\"watch\":\"all\",\"expiresInMinutes\":0,"
                + "\"seats\":[{\"agentId\":\"b\",\"kind\":\"open\"},{\"agentId\":\"a\",\"kind\":\"telepathy\"}]}";
        HttpResponse<String> answer = SeatedConversation.send(server, "POST", "/api/seated-conversations", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(SeatedConversation.json(answer.body())
                        .at("/details/fieldErrors")
                        .fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("seats.0.agentId", "seats.1.kind", "watch", "expiresInMinutes");
        HttpResponse<String> wrongMeta = SeatedConversation.send(
                server, "POST", "/api/seated-conversations", "{\"meta\":{\"agents\":[]},\"seats\":[]}");
        assertThat(SeatedConversation.json(wrongMeta.body())
                        .at("/details/fieldErrors/meta")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void twoHoldersSendMessagesEachForItsOwnAgentOnly() {
        SeatedConversation talk = SeatedConversation.create(server);
        long id = talk.id();
        try (RpcClient alpha = talk.connect(talk.code("alpha"));
                RpcClient beta =
                        talk.connect(talk.code("beta").toLowerCase(Locale.ROOT).replace("-", ""))) {
            // agentId may be left out.
            alpha.call(
                    "sendMessage",
                    "{\"conversationId\":" + id + ",\"finality\":\"turn\",\"messagePayload\":{\"text\":\"hello\"}}");
            assertThat(alpha.error("sendMessage", RpcClient.message(id, "beta", "I am beta", "turn")))
                    .isEqualTo(403);
            assertThat(alpha.error("sendTrace", trace(id, "beta", "x"))).isEqualTo(403);
            assertThat(alpha.error("clearTurn", "{\"conversationId\":" + id + ",\"agentId\":\"beta\"}"))
                    .isEqualTo(403);
            assertThat(alpha.error("cancelConversation", "{\"conversationId\":" + id + "}"))
                    .isEqualTo(403);
            beta.call("sendTrace", trace(id, "beta", "beta thinks"));
            beta.call("sendMessage", RpcClient.message(id, "beta", "hi", "turn"));
            assertThat(page(alpha, id)).containsExactly("hello", "hi");
            assertThat(page(beta, id)).containsExactly("hello", "beta thinks", "hi");
        }
    }

    @Test
    void liveEventsKeepTracesOfTheOtherSideBack() {
        SeatedConversation talk = SeatedConversation.create(server, "", ",\"watch\":\"everything\"");
        long id = talk.id();
        String subscribe = "{\"conversationId\":" + id + ",\"includeGuidance\":true,\"sinceSeq\":0}";
        try (RpcClient alpha = talk.connect(talk.code("alpha"));
                RpcClient beta = talk.connect(talk.code("beta"));
                RpcClient watch = talk.connect(talk.watch());
                RpcClient host = talk.connect(talk.host())) {
            for (RpcClient client : List.of(alpha, beta, watch, host)) {
                client.call("subscribe", subscribe);
            }
            alpha.call("sendTrace", trace(id, "alpha", "private"));
            alpha.call("sendMessage", RpcClient.message(id, "alpha", "public", "turn"));
            for (RpcClient client : List.of(alpha, beta, watch, host)) {
                client.await(frame -> frame.path("method").asText().equals("guidance")
                        && frame.at("/params/nextAgentId").asText().equals("beta"));
            }
            assertThat(seen(alpha)).containsExactly("private", "public");
            assertThat(seen(beta)).containsExactly("public");
            assertThat(seen(watch)).containsExactly("private", "public");
            assertThat(seen(host)).containsExactly("private", "public");
            assertThat(watch.error("sendMessage", RpcClient.message(id, "beta", "x", "turn")))
                    .isEqualTo(403);
            assertThat(host.error("sendMessage", RpcClient.message(id, "beta", "x", "turn")))
                    .isEqualTo(403);
        }
    }

    private static List<String> seen(RpcClient client) {
        List<String> contents = new ArrayList<>();
        client.notifications("event")
                .forEach(event -> contents.add(event.at("/payload/text").asText()
                        + event.at("/payload/content").asText()));
        contents.removeIf(String::isEmpty);
        return contents;
    }

    @Test
    void aSeatSeesItsOwnRoleOfMetaAndScenarioAndNoOther() {
        SeatedConversation talk = SeatedConversation.create(
                server, ",\"title\":\"T\",\"custom\":{\"k\":\"private custom\"},\"config\":{\"maxTurns\":9}", "");
        try (RpcClient alpha = talk.connect(talk.code("alpha"));
                RpcClient host = talk.connect(talk.host())) {
            JsonNode snapshot = alpha.call("getConversation", "{\"conversationId\":" + talk.id() + "}");
            assertThat(snapshot.at("/metadata/title").asText()).isEqualTo("T");
            assertThat(snapshot.at("/metadata/config/maxTurns").asInt()).isEqualTo(9);
            assertThat(snapshot.toString()).doesNotContain("private custom");
            assertThat(host.call("getConversation", "{\"conversationId\":" + talk.id() + "}")
                            .toString())
                    .contains("private custom");
        }
    }

    @Test
    void withoutACodeItDoesNotExist() {
        SeatedConversation talk = SeatedConversation.create(server);
        long id = talk.id();
        try (RpcClient nobody = new RpcClient(server.webSocket())) {
            assertThat(nobody.error("getConversation", "{\"conversationId\":" + id + "}"))
                    .isEqualTo(404);
            assertThat(nobody.error("sendMessage", RpcClient.message(id, "alpha", "x", "turn")))
                    .isEqualTo(404);
            assertThat(nobody.error("lifecycle.ensure", "{\"conversationId\":" + id + "}"))
                    .isEqualTo(404);
            JsonNode unknown = nobody.answer(nobody.send("getEventsPage", "{\"conversationId\":999999}"));
            JsonNode hidden = nobody.answer(nobody.send("getEventsPage", "{\"conversationId\":" + id + "}"));
            assertThat(hidden.at("/error/message").asText())
                    .isEqualTo(unknown.at("/error/message").asText().replace("999999", String.valueOf(id)));
            assertThat(nobody.call("authenticate", "{\"code\":\"" + talk.code("beta") + "\"}")
                            .toString())
                    .isEqualTo("{\"conversationId\":" + id + ",\"role\":\"seat\",\"agentId\":\"beta\"}");
            assertThat(nobody.call("sendMessage", RpcClient.message(id, "beta", "now I may", "turn"))
                            .get("turn")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void aReplacedCodeWorksNoLongerAnywhere() {
        SeatedConversation talk = SeatedConversation.create(server);
        String path = "/api/seated-conversations/" + talk.id() + "/seats";
        try (RpcClient former = talk.connect(talk.code("alpha"))) {
            assertThat(talk.rest("POST", path + "/alpha/code", "", talk.watch()).statusCode())
                    .isEqualTo(403);
            HttpResponse<String> replaced = talk.rest("POST", path + "/alpha/code", "", talk.host());
            assertThat(replaced.statusCode()).isEqualTo(200);
            assertThat(replaced.headers().firstValue("cache-control")).contains("no-store");
            assertThat(former.closeCode()).isEqualTo(1008);
            assertThat(talk.rest("POST", path + "/alpha/code", "", talk.code("alpha"))
                            .statusCode())
                    .isEqualTo(404);
            String fresh = SeatedConversation.json(replaced.body()).get("code").asText();
            try (RpcClient next = talk.connect(fresh);
                    RpcClient host = talk.connect(talk.host())) {
                next.call("sendMessage", RpcClient.message(talk.id(), "alpha", "I am new", "turn"));
                assertThat(changes(host, talk.id())).containsExactly("alpha taken", "alpha replaced", "alpha taken");
            }
        }
    }

    private static List<String> changes(RpcClient client, long conversation) {
        List<String> changes = new ArrayList<>();
        client.call("getEventsPage", "{\"conversationId\":" + conversation + "}")
                .get("events")
                .forEach(event -> {
                    if (event.at("/payload/kind").asText().equals("seat")) {
                        JsonNode data = event.at("/payload/data");
                        changes.add(data.get("agentId").asText() + " "
                                + data.get("change").asText()
                                + (data.has("to") ? " to " + data.get("to").asText() : ""));
                    }
                });
        return changes;
    }

    @Test
    void recordsTheUserOfASeatOnceUntilItChanges() {
        SeatedConversation talk = SeatedConversation.create(server);
        String unknownAttachment = "/api/attachments/att_none";
        for (int i = 0; i < 3; i++) {
            SeatedConversation.send(
                    server,
                    "GET",
                    unknownAttachment,
                    "",
                    "Authorization",
                    "bearer " + talk.code("alpha"),
                    "User-Agent",
                    "tool/1");
        }
        SeatedConversation.send(
                server, "GET", unknownAttachment + "?seat=" + talk.code("alpha"), "", "User-Agent", "tool/2");
        try (RpcClient host = talk.connect(talk.host())) {
            assertThat(changes(host, talk.id())).containsExactly("alpha taken", "alpha changed");
            JsonNode seats = host.call("getSeats", "{\"conversationId\":" + talk.id() + "}");
            assertThat(seats.toString())
                    .isEqualTo("{\"seats\":[{\"agentId\":\"alpha\",\"kind\":\"open\",\"taken\":true,\"via\":\"http\","
                            + "\"client\":\"tool/2\",\"revision\":1},{\"agentId\":\"beta\",\"kind\":\"open\","
                            + "\"taken\":false,\"revision\":1}]}");
        }
    }

    @Test
    void theHostHandsASeatToTheServerAndBack() {
        SeatedConversation talk = SeatedConversation.create(server, ",\"startingAgentId\":\"alpha\"", "");
        try (RpcClient alpha = talk.connect(talk.code("alpha"));
                RpcClient host = talk.connect(talk.host())) {
            host.call("subscribe", "{\"conversationId\":" + talk.id() + "}");
            alpha.call("sendMessage", RpcClient.message(talk.id(), "alpha", "anybody?", "turn"));
            String seat = "{\"conversationId\":" + talk.id() + ",\"agentId\":\"beta\",\"to\":";
            assertThat(host.call("handSeat", seat + "\"server\"}").has("code")).isFalse();
            assertThat(host.call("lifecycle.getEnsured", "{\"conversationId\":" + talk.id() + "}")
                            .at("/ensured/0/id")
                            .asText())
                    .isEqualTo("beta");
            JsonNode back = host.call("handSeat", seat + "\"open\"}");
            assertThat(host.call("lifecycle.getEnsured", "{\"conversationId\":" + talk.id() + "}")
                            .get("ensured"))
                    .isEmpty();
            try (RpcClient beta = talk.connect(back.get("code").asText())) {
                beta.call("getConversation", "{\"conversationId\":" + talk.id() + "}");
            }
            assertThat(changes(host, talk.id()))
                    .containsExactly("alpha taken", "beta handed to server", "beta handed to open", "beta taken");
        }
    }

    @Test
    void aHolderLeavesItsSeat() {
        SeatedConversation talk = SeatedConversation.create(server);
        try (RpcClient alpha = talk.connect(talk.code("alpha"))) {
            assertThat(alpha.call("leaveSeat", "{\"conversationId\":" + talk.id() + "}")
                            .get("ok")
                            .asBoolean())
                    .isTrue();
            assertThat(alpha.error("getConversation", "{\"conversationId\":" + talk.id() + "}"))
                    .isEqualTo(404);
            assertThat(alpha.error("authenticate", "{\"code\":\"" + talk.code("alpha") + "\"}"))
                    .isEqualTo(404);
        }
    }

    @Test
    void aListShowsTitleAndOutcomeOfThoseThatAgreed() {
        SeatedConversation talk = SeatedConversation.create(
                server, ",\"title\":\"Open house\",\"description\":\"hidden words\"", ",\"listed\":true");
        SeatedConversation hidden = SeatedConversation.create(server, ",\"title\":\"Closed house\"", "");
        try (RpcClient alpha = talk.connect(talk.code("alpha"))) {
            alpha.call("sendMessage", RpcClient.message(talk.id(), "alpha", "last words", "conversation"));
        }
        for (String query : List.of("", "?summary=true", "?status=completed", "?summary=true&q=open%20house")) {
            String list = SeatedConversation.send(server, "GET", "/api/conversations" + query, "")
                    .body();
            assertThat(list).contains("Open house").contains("\"conversation\":" + talk.id());
            assertThat(list).doesNotContain("hidden words", "last words", "Closed house", "alpha");
            assertThat(list).doesNotContain("\"conversation\":" + hidden.id() + ",");
        }
        for (String query :
                List.of("?summary=true&q=last%20words", "?summary=true&q=alpha", "?summary=true&q=hidden")) {
            assertThat(SeatedConversation.send(server, "GET", "/api/conversations" + query, "")
                            .body())
                    .isEqualTo("{\"conversations\":[]}");
        }
    }

    @Test
    void aCodeIsForReadingOnceTheConversationHasEnded() {
        SeatedConversation talk = SeatedConversation.create(server);
        HttpResponse<String> canceled = talk.rest(
                "POST", "/api/conversations/" + talk.id() + "/cancel", "{\"reason\":\"enough\"}", talk.host());
        assertThat(canceled.statusCode()).isEqualTo(200);
        try (RpcClient alpha = talk.connect(talk.code("alpha"))) {
            assertThat(page(alpha, talk.id())).containsExactly("The conversation was canceled.");
            assertThat(alpha.error("sendMessage", RpcClient.message(talk.id(), "alpha", "x", "turn")))
                    .isEqualTo(-32011);
        }
    }

    @Test
    void newConversationsWithSeatsAreNotAnnounced() {
        try (RpcClient listener = new RpcClient(server.webSocket())) {
            listener.call("subscribeConversations", "{}");
            SeatedConversation hidden = SeatedConversation.create(server);
            SeatedConversation listed = SeatedConversation.create(server, "", ",\"listed\":true");
            Awaitility.await()
                    .until(() -> !listener.notifications("conversation").isEmpty());
            assertThat(listener.notifications("conversation"))
                    .extracting(params -> params.get("conversationId").longValue())
                    .contains(listed.id())
                    .doesNotContain(hidden.id());
        }
    }
}
