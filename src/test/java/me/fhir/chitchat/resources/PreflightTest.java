package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import me.fhir.chitchat.outbound.ExternalServer;
import me.fhir.chitchat.outbound.SelfSigned;
import org.junit.jupiter.api.Test;

/** Whoever starts a conversation is told before it what is wrong with a URL, and what to do. */
class PreflightTest extends ExternalServerCase {
    /** The answer comes within five seconds; the rest is for a busy machine. */
    private static final Duration IN_TIME = Duration.ofSeconds(6);

    private static final String JSON = "application/json";
    private static final String CARD = "/.well-known/agent-card.json";
    private static final String NO_TASK =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32001,\"message\":\"?\"}}";
    private static final String NO_METHOD =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"?\"}}";
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private static HttpResponse<String> send(String client, String body) {
        return server().send(HttpRequest.newBuilder(server().http("/api/preflight"))
                .timeout(IN_TIME)
                .header("Content-Type", JSON)
                .header("X-Forwarded-For", client)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /** From another address each time, as different people would. */
    private static JsonNode check(String url) throws IOException {
        int n = CLIENTS.incrementAndGet();
        HttpResponse<String> answer = send("198.51.100." + n, "{\"url\":\"" + url + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static void fails(URI uri, String kind) throws IOException {
        JsonNode answer = check(uri.toString());
        assertThat(answer.path("ok").asBoolean(true)).as(answer.toString()).isFalse();
        assertThat(answer.path("class").asText()).as(answer.toString()).isEqualTo(kind);
        // What happened, and what to do.
        assertThat(answer.path("sentence").asText()).matches("(?s).+[.] .+[.]");
    }

    private ExternalServer card(String members) {
        return stub().on(
                        CARD,
                        200,
                        "{\"name\":\"Stub\",\"skills\":[]," + members.replace('\'', '"') + "}",
                        "Content-Type",
                        JSON);
    }

    private String endpoint() {
        return "'url':'" + stub().uri("/rpc") + "','protocolVersion':'0.3.0'";
    }

    @Test
    void nothingIsThere() throws IOException {
        fails(stub().uri("/"), "not-found");
        fails(stub().uri("/.well-known/agent.json"), "not-found");
        card(endpoint());
        fails(stub().uri("/"), "not-found");
    }

    @Test
    void nobodyListensOrTheHostIsUnknown() throws IOException {
        URI free = stub().uri("/");
        stub().close();
        fails(free, "refused");
        fails(URI.create("http://nobody.invalid/"), "refused");
    }

    @Test
    void theCertificateIsNotTrusted() throws Exception {
        try (ExternalServer secure = SelfSigned.create(folder()).server()) {
            secure.otherwise(200, "{}");
            fails(secure.uri("/"), "tls");
        }
    }

    @Test
    void theAgentIsSilent() throws IOException {
        stub().on("/", exchange -> stub().awaitClosing());
        fails(stub().uri("/"), "timeout");
    }

    @Test
    void theAgentWantsToKnowWhoCalls() throws IOException {
        stub().otherwise(401, "");
        fails(stub().uri("/"), "unauthorized");
        card(endpoint()).on("/rpc", 403, "{\"error\":\"who are you\"}", "Content-Type", JSON);
        fails(stub().uri("/"), "unauthorized");
    }

    @Test
    void theUrlTakesNoMessages() throws IOException {
        stub().on("/", 405, "");
        fails(stub().uri("/"), "method-not-allowed");
    }

    @Test
    void reportsAServerThatIsNotAnAgent() throws IOException {
        stub().otherwise(200, "<!doctype html><title>Shop</title>", "Content-Type", "text/html");
        fails(stub().uri("/"), "not-a2a");
        stub().otherwise(200, NO_METHOD, "Content-Type", JSON);
        fails(stub().uri("/mcp"), "not-a2a");
    }

    @Test
    void theCardIsBroken() throws IOException {
        stub().on(CARD, 200, "{\"name\":\"Stub\",", "Content-Type", JSON);
        fails(stub().uri("/"), "card-invalid");
        card("'capabilities':{}");
        fails(stub().uri("/"), "card-invalid");
        card("'url':'http://a b/','protocolVersion':'0.3.0'");
        fails(stub().uri("/"), "card-invalid");
    }

    @Test
    void theAgentSpeaksAnotherVersionOrBinding() throws IOException {
        card("'url':'" + stub().uri("/rpc") + "','protocolVersion':'2.0.0'");
        fails(stub().uri("/"), "version");
        card("'supportedInterfaces':[{'url':'agent.example:443','protocolBinding':'GRPC','protocolVersion':'1.0'}]");
        fails(stub().uri("/"), "binding");
        card(endpoint() + ",'preferredTransport':'HTTP+JSON'");
        fails(stub().uri("/"), "binding");
    }

    @Test
    void theAgentIsInTrouble() throws IOException {
        card(endpoint()).on("/rpc", 500, "oops");
        fails(stub().uri("/"), "bad-response");
        stub().on(CARD, 302, "", "Location", CARD);
        fails(stub().uri("/rpc"), "bad-response");
    }

    @Test
    void theUrlLeadsBackHere() throws IOException {
        for (String path :
                new String[] {"/", "/api/bridge/e30/a2a", "/api/seats/7F3K9QWD2MXA/a2a", "/s/7F3K9QWD2MXA"}) {
            fails(server().http(path), "loops-back");
        }
        fails(URI.create("http://localhost:" + server().port() + "/api/bridge/e30/a2a"), "loops-back");
        stub().redirects("/", 307, server().http("/api/bridge/e30/a2a"));
        fails(stub().uri("/"), "loops-back");
    }

    @Test
    void theAddressMayNotBeCalled() throws IOException {
        fails(URI.create("http://169.254.169.254/latest/"), "forbidden-address");
        fails(URI.create("ftp://127.0.0.1/"), "forbidden-address");
        assertThat(check("no url").path("sentence").asText()).contains("https://agent.example/path");
        card("'url':'http://169.254.169.254/rpc','protocolVersion':'0.3.0'");
        fails(stub().uri("/"), "forbidden-address");
    }

    @Test
    void tellsWhatTheCardSaysAndNothingElse() throws IOException {
        card("'description':'Books\\n tables','skills':[{'id':'book','name':'Book a table'}],'secret':'hidden',"
                        + "'capabilities':{'streaming':true}," + endpoint())
                .on("/rpc", 200, NO_TASK.replace("?", "hidden"), "Content-Type", JSON);
        JsonNode answer = check(stub().uri("/").toString());
        assertThat(answer.toString()).doesNotContain("hidden");
        assertThat(answer)
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"ok\":true,\"sentence\":\"Stub speaks A2A 0.3 over JSON-RPC, and streams.\","
                                + "\"endpoint\":{\"url\":\"" + stub().uri("/rpc")
                                + "\",\"version\":\"0.3\",\"binding\":\"JSONRPC\"},"
                                + "\"card\":{\"name\":\"Stub\",\"description\":\"Books tables\",\"version\":\"0.3\","
                                + "\"binding\":\"JSONRPC\",\"streaming\":true,\"skills\":[\"Book a table\"]}}"));
    }

    @Test
    void removesBidiControlsFromTheCardsTexts() throws IOException {
        stub().on(
                        CARD,
                        200,
                        ("{'name':'Ev\\u202Eil\\u200B','description':'\\u2067a\\u2069\\u2028b','skills':[{'name':'\\uFEFFx'}],"
                                        + endpoint() + "}")
                                .replace('\'', '"'),
                        "Content-Type",
                        JSON)
                .on("/rpc", 200, NO_TASK, "Content-Type", JSON);
        JsonNode answer = check(stub().uri("/").toString());
        assertThat(answer.at("/card/name").asText()).isEqualTo("Evil");
        assertThat(answer.at("/card/description").asText()).isEqualTo("a b");
        assertThat(answer.at("/card/skills/0").asText()).isEqualTo("x");
        assertThat(answer.path("sentence").asText()).startsWith("Evil speaks");
    }

    @Test
    void sendsHeadersAndShowsThemNowhere() {
        stub().otherwise(401, "{\"error\":\"wrong token hidden\"}", "Content-Type", JSON);
        HttpResponse<String> answer = send(
                "203.0.113.1", "{\"url\":\"" + stub().uri("/?key=hidden") + "\",\"headers\":{\"X-Token\":\"hidden\"}}");
        assertThat(answer.body()).contains("unauthorized").doesNotContain("hidden");
        assertThat(stub().received()).isNotEmpty().allSatisfy(r -> assertThat(r.headers())
                .containsKey("X-token"));
    }

    @Test
    void namesTheFieldsThatAreWrong() {
        assertThat(send("203.0.113.2", "{}").body()).contains("ValidationError", "\"url\"");
        HttpResponse<String> empty = send("203.0.113.2", "{\"url\":\" \"}");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body()).contains("must be the URL of an agent");
        for (String headers :
                new String[] {"[]", "{\"X\":1}", "{\"Host\":\"x\"}", "{\"X Y\":\"x\"}", "{\"X-Token\":\"a\\r\\nB: c\"}"
                }) {
            HttpResponse<String> answer =
                    send("203.0.113.2", "{\"url\":\"" + stub().uri("/") + "\",\"headers\":" + headers + "}");
            assertThat(answer.statusCode()).as(headers).isEqualTo(400);
            assertThat(answer.body()).containsPattern("\"headers(\\.[^\"]+)?\":");
        }
        assertThat(stub().received()).isEmpty();
    }

    @Test
    void anAddressMayCheckThirtyUrlsAMinute() {
        String forbidden = "{\"url\":\"http://169.254.169.254/\"}";
        for (int i = 0; i < 30; i++) {
            assertThat(send("203.0.113.3", forbidden).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = send("203.0.113.3", forbidden);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(send("203.0.113.4", forbidden).statusCode()).isEqualTo(200);
    }

    @Test
    void aHostIsCheckedSixtyTimesAMinuteByAllTogether() {
        for (int i = 0; i < 60; i++) {
            assertThat(send("2001:db8:" + i + "::1", "{\"url\":\"http://Somebody.invalid:" + (2_000 + i) + "/\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> refused = send("2001:db8:99::1", "{\"url\":\"http://somebody.invalid/\"}");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("host");
    }
}
