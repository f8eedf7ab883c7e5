package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A stranger's agent is spoken to by hand, and every frame is shown but for what is secret. */
class TryResourceTest extends ExternalServerCase {
    private static final String JSON = "application/json";
    private static final String SECRET = "Bearer very-secret-token";
    private static final String TASK = "{\"id\":\"task-1\",\"contextId\":\"talk-1\",\"status\":{\"state\":\"%s\","
            + "\"message\":{\"kind\":\"message\",\"messageId\":\"%s\",\"role\":\"agent\",\"parts\":[{\"kind\":\"text\","
            + "\"text\":\"%s\"},{\"kind\":\"file\",\"file\":{\"name\":\"a.pdf\",\"mimeType\":\"application/pdf\","
            + "\"bytes\":\"AAAA\"}}]}}}";
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    /** An event of the answer. */
    private record Told(String event, JsonNode data) {}

    private static HttpResponse<String> send(String body) {
        return server().send(HttpRequest.newBuilder(server().http("/api/try"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", JSON)
                .header("X-Forwarded-For", "198.51.100." + CLIENTS.incrementAndGet())
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private List<Told> attempt(String path, String more) throws IOException {
        HttpResponse<String> answer = send("{\"url\":\"" + stub().uri(path) + "\"" + more + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(answer.body()).doesNotContain("very-secret-token");
        List<Told> told = new ArrayList<>();
        for (String block : answer.body().split("\n\n", 0)) {
            List<String> lines = block.lines().toList();
            assertThat(lines).as(block).hasSize(2);
            told.add(new Told(
                    lines.get(0).substring("event: ".length()),
                    new ObjectMapper().readTree(lines.get(1).substring("data: ".length()))));
        }
        assertThat(told.get(told.size() - 1).event()).isEqualTo("end");
        return told;
    }

    private static List<JsonNode> of(List<Told> told, String event) {
        return told.stream()
                .filter(each -> each.event().equals(event))
                .map(Told::data)
                .toList();
    }

    /** An agent of 0.3 that quotes the header that it was sent. */
    private void agent() {
        stub().on("/.well-known/agent-card.json", exchange -> {
            String quoted = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().add("Set-Cookie", "id=their-secret");
            send(exchange, """
                    {"name":"Payer","protocolVersion":"0.3.0","url":"/a2a","capabilities":{},"skills":[],
                     "description":"for %s"}""".formatted(quoted));
        });
        stub().on("/a2a", exchange -> send(exchange, "{\"jsonrpc\":\"2.0\",\"id\":1," + answer(lastBody()) + "}"));
    }

    private static String answer(String asked) {
        if (asked.contains("tasks/cancel")) {
            return "\"result\":" + TASK.formatted("canceled", "m2", "Then not.");
        }
        return asked.contains("message/send") || asked.contains("task-1")
                ? "\"result\":" + TASK.formatted("input-required", "m1", "Which knee?")
                : "\"error\":{\"code\":-32001,\"message\":\"no task\"}";
    }

    private String lastBody() {
        return stub().received().get(stub().received().size() - 1).body();
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", JSON);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Test
    void showsEveryFrameOfAMessageAndItsAnswer() throws IOException {
        agent();
        List<Told> told = attempt(
                "/?key=in-the-query",
                ",\"headers\":{\"Authorization\":\"" + SECRET + "\"},\"say\":{\"text\":\"An MRI?\"}");
        assertThat(told.toString()).doesNotContain("in-the-query").doesNotContain("their-secret");
        assertThat(of(told, "sent")).hasSize(stub().received().size());
        assertThat(of(told, "answered")).hasSize(stub().received().size());
        assertThat(of(told, "found").get(0).path("endpoint").path("version").asText())
                .isEqualTo("0.3");
        assertThat(of(told, "found").get(0).at("/card/description").asText()).isEqualTo("for [header]");
        JsonNode message = of(told, "sent").get(of(told, "sent").size() - 1);
        assertThat(message.path("headers").path("Authorization").asText()).isEqualTo("[header]");
        assertThat(message.path("body").asText()).contains("An MRI?");
        assertThat(stub().received())
                .allSatisfy(
                        each -> assertThat(each.headers().get("Authorization")).containsExactly(SECRET));
        JsonNode answer = of(told, "answer").get(0);
        assertThat(answer.path("taskId").asText()).isEqualTo("task-1");
        assertThat(answer.path("state").asText()).isEqualTo("input-required");
        assertThat(answer.at("/messages/0/parts/0/text").asText()).isEqualTo("Which knee?");
        assertThat(answer.at("/messages/0/parts/1/file/name").asText()).isEqualTo("a.pdf");
        assertThat(answer.toString()).doesNotContain("AAAA");
    }

    @Test
    void sendsFilesBesideTheWordsOrAlone() throws IOException {
        agent();
        String file = "\"files\":[{\"name\":\"scan.png\",\"mediaType\":\"image/png\",\"bytes\":\"iVBORw==\"}]";
        attempt("/", ",\"say\":{\"text\":\"See this\"," + file + "}");
        JsonNode parts = new ObjectMapper().readTree(lastBody()).at("/params/message/parts");
        assertThat(parts).hasSize(2);
        assertThat(parts.at("/0/text").asText()).isEqualTo("See this");
        assertThat(parts.at("/1/file").toString())
                .contains("\"name\":\"scan.png\"", "\"mimeType\":\"image/png\"", "\"bytes\":\"iVBORw==\"");
        attempt("/", ",\"say\":{" + file + "}");
        assertThat(new ObjectMapper().readTree(lastBody()).at("/params/message/parts"))
                .hasSize(1);
    }

    @Test
    void cutsALargeFileOffInWhatItShowsAndNotInWhatItSends() throws IOException {
        agent();
        String bytes = "AAAA".repeat(50_000);
        List<Told> told = attempt("/", ",\"say\":{\"files\":[{\"bytes\":\"" + bytes + "\"}]}");
        assertThat(lastBody()).contains(bytes);
        JsonNode sent = of(told, "sent").get(of(told, "sent").size() - 1);
        assertThat(sent.path("body").asText()).hasSize(64 * 1024);
        assertThat(sent.path("length").asInt()).isEqualTo(lastBody().length());
    }

    @Test
    void refusesAFileThatIsNotBase64() {
        HttpResponse<String> answer =
                send("{\"url\":\"" + stub().uri("/") + "\",\"say\":{\"files\":[{\"bytes\":\"not so!\"}]}}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("say.files.0.bytes", "must be base64");
    }

    @Test
    void goesOnWithTheTaskAndAnswersNothingTwice() throws IOException {
        agent();
        JsonNode answer =
                of(attempt("/", ",\"say\":{\"text\":\"An MRI?\"}"), "answer").get(0);
        String known = ",\"known\":" + answer.path("known");
        JsonNode looked = of(attempt("/", ",\"look\":{\"taskId\":\"task-1\"}" + known), "answer")
                .get(0);
        assertThat(looked.path("state").asText()).isEqualTo("input-required");
        assertThat(looked.path("messages")).isEmpty();
        JsonNode canceled = of(attempt("/", ",\"cancel\":{\"taskId\":\"task-1\"}" + known), "answer")
                .get(0);
        assertThat(canceled.path("state").asText()).isEqualTo("canceled");
        assertThat(canceled.at("/messages/0/parts/0/text").asText()).isEqualTo("Then not.");
        attempt("/", ",\"say\":{\"text\":\"more\",\"taskId\":\"task-1\",\"contextId\":\"talk-1\"}" + known);
        assertThat(lastBody()).contains("\"taskId\":\"task-1\"", "\"contextId\":\"talk-1\"");
    }

    @Test
    void looksForTheAgentOncePerTalkAndAgainWhenAskedToOrWhenItFails() throws IOException {
        agent();
        attempt("/", "");
        int searched = stub().received().size();
        String first = ",\"say\":{\"text\":\"An MRI?\"}";
        List<Told> told = attempt("/", first);
        assertThat(of(told, "found").get(0).path("ok").asBoolean()).isTrue();
        assertThat(of(told, "sent")).as("the message alone").hasSize(1);
        assertThat(stub().received()).hasSize(searched + 1);
        attempt("/", "");
        assertThat(stub().received()).as("asked to look").hasSize(2 * searched + 1);
        String stranger = ",\"headers\":{\"Authorization\":\"" + SECRET + "\"}" + first;
        assertThat(of(attempt("/", stranger), "sent")).as("other headers").hasSize(searched + 1);
        stub().on("/a2a", exchange -> exchange.sendResponseHeaders(500, -1));
        assertThat(of(attempt("/", first), "refused")).hasSize(1);
        assertThat(of(attempt("/", first), "sent"))
                .as("it may be elsewhere by now")
                .hasSizeGreaterThan(1);
    }

    @Test
    void showsEachHopOfARedirectAndStopsAtAForbiddenOne() throws IOException {
        stub().redirects("/card.json", 302, URI.create("http://169.254.169.254/latest/meta-data"));
        List<Told> told = attempt("/card.json", "");
        assertThat(of(told, "sent")).hasSize(2);
        assertThat(of(told, "answered")).hasSize(1);
        assertThat(of(told, "failed").get(0).path("class").asText()).isEqualTo("forbidden-address");
        assertThat(of(told, "found").get(0).path("ok").asBoolean(true)).isFalse();
        assertThat(of(told, "answer")).isEmpty();
    }

    @Test
    void showsLittleOfWhatIsNoJson() throws IOException {
        stub().otherwise(200, "<html>" + "private page ".repeat(100) + "</html>", "Content-Type", "text/html");
        List<Told> told = attempt("/", "");
        assertThat(of(told, "received")).isNotEmpty().allSatisfy(each -> {
            assertThat(each.path("text").asText()).hasSize(300);
            assertThat(each.path("length").asInt()).isGreaterThan(1_300);
        });
        assertThat(of(told, "found").get(0).path("class").asText()).isEqualTo("not-a2a");
    }

    @Test
    void usesAToolByNameAndListsThemWithoutOne() throws IOException {
        stub().on("/mcp", exchange -> {
            String asked = lastBody();
            String result = asked.contains("server/discover")
                    ? "{\"supportedVersions\":[\"2026-07-28\"]}"
                    : asked.contains("tools/list")
                            ? "{\"tools\":[{\"name\":\"search\",\"inputSchema\":{\"type\":\"object\"}}]}"
                            : "{\"structuredContent\":{\"found\":\n\"a knee\"}}";
            String id = asked.replaceFirst("(?s).*?\"id\":(\\d+).*", "$1");
            send(exchange, "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}");
        });
        List<Told> listed = attempt("/mcp", ",\"protocol\":\"mcp\"");
        assertThat(of(listed, "tools").get(0).at("/tools/0/name").asText()).isEqualTo("search");
        assertThat(of(listed, "result")).isEmpty();
        List<Told> used =
                attempt("/mcp", ",\"protocol\":\"mcp\",\"call\":{\"tool\":\"search\",\"arguments\":{\"q\":\"knee\"}}");
        assertThat(of(used, "result").get(0).path("text").asText()).isEqualTo("{\"found\":\"a knee\"}");
        assertThat(lastBody()).contains("\"q\":\"knee\"");
        List<Told> unknown = attempt("/mcp", ",\"protocol\":\"mcp\",\"call\":{\"tool\":\"ghost\"}");
        assertThat(of(unknown, "result").get(0).path("failed").asBoolean()).isTrue();
    }

    @Test
    void namesWhatIsWrongWithARequest() {
        assertWrong("{}", "url");
        assertWrong("{\"url\":\"http://a.example\",\"foo\":1}", "foo");
        assertWrong("{\"url\":\"http://a.example\",\"say\":{\"text\":\"\"}}", "say.text");
        assertWrong("{\"url\":\"http://a.example\",\"say\":{\"text\":\"x\",\"task\":\"\"}}", "say.task");
        assertWrong("{\"url\":\"http://a.example\",\"say\":{\"text\":\"x\"},\"look\":{\"taskId\":\"1\"}}", "say");
        assertWrong("{\"url\":\"http://a.example\",\"call\":{\"tool\":\"x\"}}", "call");
        assertWrong("{\"url\":\"http://a.example\",\"protocol\":\"mcp\",\"say\":{\"text\":\"x\"}}", "say");
        assertWrong("{\"url\":\"http://a.example\",\"headers\":{\"Host\":\"x\"}}", "headers");
        assertWrong("{\"url\":\"http://a.example\",\"headers\":{\"X-A\":\"a\\nb\"}}", "headers.X-A");
        assertWrong("{\"url\":\"ftp://a.example\"}", "url");
    }

    private static void assertWrong(String body, String path) {
        HttpResponse<String> answer = send(body);
        assertThat(answer.statusCode()).as(body).isEqualTo(400);
        assertThat(answer.body()).as(body).contains("\"" + path + "\":[");
    }
}
