package me.fhir.chitchat.a2a;

import static me.fhir.chitchat.a2a.A2aServer.SILENT;
import static me.fhir.chitchat.a2a.A2aServer.json;
import static me.fhir.chitchat.a2a.A2aServer.say03;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses to malformed and hostile requests, and to requests for the agent card. */
class A2aFilterTest {
    @RegisterExtension
    static final A2aServer SERVER = new A2aServer();

    private static HttpResponse<String> post(String body, String... headers) {
        return SERVER.post(SERVER.uri(SILENT, "/a2a"), body, headers);
    }

    private static int code(String body) {
        HttpResponse<String> answer = post(body, "Content-Type", "application/json");
        assertThat(answer.statusCode()).as(body).isEqualTo(200);
        return json(answer.body()).at("/error/code").asInt();
    }

    @Test
    void reportsWhatIsWrongWithTheEnvelope() {
        assertThat(code("{")).isEqualTo(-32700);
        assertThat(code("")).isEqualTo(-32700);
        assertThat(code("[]")).isEqualTo(-32600);
        assertThat(code("{\"id\":1,\"method\":\"tasks/get\"}")).isEqualTo(-32600);
        assertThat(code("{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"tasks/get\"}"))
                .isEqualTo(-32600);
        assertThat(code("{\"jsonrpc\":\"2.0\",\"id\":1}")).isEqualTo(-32600);
        assertThat(code("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessages\"}"))
                .isEqualTo(-32601);
        assertThat(code("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/get\",\"params\":[]}"))
                .isEqualTo(-32602);
        assertThat(code("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/get\"}"))
                .isEqualTo(-32602);
        assertThat(code("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"agent/getAuthenticatedExtendedCard\"}"))
                .isEqualTo(-32007);
        assertThat(code("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/pushNotificationConfig/set\"}"))
                .isEqualTo(-32003);
    }

    @Test
    void speaksOnlyItsVersions() {
        String get = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\",\"params\":{\"id\":\"x\"}}";
        String[] json = {"Content-Type", "application/json"};
        assertThat(json(post(get, json[0], json[1], "A2A-Version", "2.0").body())
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32009);
        JsonNode modern = json(post(get, json[0], json[1], "a2a-version", "1.0").body());
        assertThat(modern.at("/error/code").asInt()).isEqualTo(-32001);
        assertThat(modern.at("/error/data/0/reason").asText()).isEqualTo("TASK_NOT_FOUND");
        URI asked = URI.create(SERVER.uri(SILENT, "/a2a/") + "?A2A-Version=1.0");
        assertThat(json(SERVER.post(asked, get, json).body()).at("/error/code").asInt())
                .isEqualTo(-32001);
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0, -32001",
        "1.0.17, -32001",
        "0.3.0, -32001",
        "1.0, -32001",
        "' 1.0 ', -32001",
        "1.1, -32009",
        "1, -32009",
        "2.0.1, -32009",
        "v1.0, -32009",
        "1.0., -32009",
        "0.2.5, -32009"
    })
    void doesNotCountThePatchOfAVersion(String version, int code) {
        String get = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\",\"params\":{\"id\":\"x\"}}";
        HttpResponse<String> answer = post(get, "Content-Type", "application/json", "A2A-Version", version);
        assertThat(json(answer.body()).at("/error/code").asInt()).isEqualTo(code);
    }

    @Test
    void saysThatStandardBase64IsNotForAddresses() {
        String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/get\",\"params\":{\"id\":\"x\"}}";
        String base = "http://127.0.0.1:" + SERVER.port() + "/api/bridge/";
        for (String config64 :
                new String[] {"eyJ0/Pz8+/x==", "eyJ0%2FPz8%2B", "eyJ0+Pz8=", "e//J0", "/eyJ0", "eyJ0%3D%3D/x"}) {
            HttpResponse<String> answer =
                    SERVER.post(URI.create(base + config64 + "/a2a"), request, "Content-Type", "application/json");
            assertThat(answer.statusCode()).as(config64).isEqualTo(200);
            assertThat(json(answer.body()).at("/error/code").asInt()).isEqualTo(-32602);
            assertThat(answer.body()).contains("base64url");
            for (String place : new String[] {"/a2a/.well-known/agent-card.json", "/.well-known/agent-card.json"}) {
                HttpResponse<String> card = SERVER.get(URI.create(base + config64 + place));
                assertThat(card.statusCode()).as(config64).isEqualTo(404);
                assertThat(json(card.body()).get("error").asText()).contains("base64url");
            }
            HttpResponse<String> mcp =
                    SERVER.post(URI.create(base + config64 + "/mcp"), request, "Content-Type", "application/json");
            assertThat(mcp.statusCode()).as(config64).isEqualTo(400);
            assertThat(json(mcp.body()).at("/error/code").asInt()).isEqualTo(-32602);
            HttpResponse<String> diag = SERVER.get(URI.create(base + config64 + "/mcp/diag"));
            assertThat(diag.statusCode()).as(config64).isEqualTo(404);
            assertThat(json(diag.body()).get("error").asText()).contains("base64url");
        }
    }

    @Test
    void takesOnlyJsonAndOutputThatCanBeTaken() {
        assertThat(json(post("{}", "Content-Type", "text/plain").body())
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32005);
        String modes = say03("Hi", "").replace("\"blocking\":true", "\"acceptedOutputModes\":[%s]");
        String request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"message/send\",\"params\":" + modes + "}";
        assertThat(code(request.formatted("\"image/png\""))).isEqualTo(-32005);
        assertThat(code(request.formatted("1"))).isEqualTo(-32602);
        assertThat(code(request.formatted("\"image/png\",\"text/*\""))).isZero();
    }

    @Test
    void answersWhateverComesInItsOwnWords() {
        Random random = new Random(7);
        String[] values = {
            "null",
            "1",
            "-1.5e300",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[[]]",
            "{\"a\":{}}",
            "true",
            "\"\\ud800\"",
            "[".repeat(900) + "]".repeat(900),
            "99999999999999999999"
        };
        String[] methods = {"message/send", "message/stream", "tasks/get", "tasks/cancel", "tasks/resubscribe"};
        String[] fields = {
            "message", "id", "configuration", "historyLength", "metadata", "messageId", "role", "parts", "taskId"
        };
        for (int i = 0; i < 400; i++) {
            StringBuilder params = new StringBuilder("{");
            StringBuilder message = new StringBuilder("{\"role\":\"user\",\"kind\":\"message\"");
            for (String field : fields) {
                if (random.nextInt(3) == 0) {
                    params.append(params.length() > 1 ? "," : "")
                            .append("\"" + field + "\":" + values[random.nextInt(values.length)]);
                }
                if (random.nextInt(3) == 0) {
                    message.append(",\"" + field + "\":" + values[random.nextInt(values.length)]);
                }
            }
            params.append(params.length() > 1 ? "," : "")
                    .append("\"message\":")
                    .append(message)
                    .append("}}");
            String body = "{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":\""
                    + methods[random.nextInt(methods.length)] + "\",\"params\":" + params + "}";
            HttpResponse<String> answer = post(body, "Content-Type", "application/json");
            assertThat(answer.statusCode()).as(body).isEqualTo(200);
            JsonNode said = json(answer.body().replaceFirst("^data: ", ""));
            assertThat(said.get("id").asInt()).as(body).isEqualTo(i);
            assertThat(said.at("/error/code").asInt()).as(body).isIn(-32602, -32001);
        }
    }

    @Test
    void refusesBodiesThatAreTooDeepOrTooLarge() {
        assertThat(code("[".repeat(100_000))).isEqualTo(-32700);
        String part = "{\"kind\":\"file\",\"file\":{\"bytes\":\"" + "A".repeat(20 << 20) + "\"}}";
        assertThat(code("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"message/send\",\"params\":{\"message\":{"
                        + "\"parts\":[" + part + "]}}}"))
                .isEqualTo(-32600);
    }

    @Test
    void showsTheCardAtBothPlacesWithWhatCachesNeed() {
        HttpResponse<String> card = SERVER.get(SERVER.uri(SILENT, "/a2a/.well-known/agent-card.json"));
        JsonNode read = json(card.body());
        String url = SERVER.uri(SILENT, "/a2a").toString();
        assertThat(read.get("url").asText()).isEqualTo(url);
        assertThat(read.get("protocolVersion").asText()).isEqualTo("0.3.0");
        assertThat(read.get("supportedInterfaces").toString())
                .isEqualTo("[{\"url\":\"" + url + "\",\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"1.0\"},"
                        + "{\"url\":\"" + url + "\",\"protocolBinding\":\"JSONRPC\",\"protocolVersion\":\"0.3\"},"
                        + "{\"url\":\"" + url + "\",\"protocolBinding\":\"HTTP+JSON\",\"protocolVersion\":\"1.0\"}]");
        assertThat(read.get("description").asText()).contains("clinic").contains("payer");
        assertThat(card.headers().firstValue("Cache-Control").orElse("")).isEqualTo("private, max-age=300");
        assertThat(card.headers().allValues("Vary").toString()).contains("Host").contains("X-Forwarded-Host");
        assertThat(card.headers().firstValue("Last-Modified")).isPresent();
        String tag = card.headers().firstValue("ETag").orElseThrow();

        for (String place : new String[] {"/a2a/.well-known/agent.json", "/.well-known/agent.json"}) {
            assertThat(SERVER.get(SERVER.uri(SILENT, place)).body()).isEqualTo(card.body());
        }
        URI other = SERVER.uri(SILENT, "/.well-known/agent-card.json");
        assertThat(SERVER.get(other).body()).isEqualTo(card.body());
        assertThat(SERVER.get(other, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(json(SERVER.get(other, "X-Forwarded-Proto", "https", "X-Forwarded-Host", "h.example")
                                .body())
                        .get("url")
                        .asText())
                .startsWith("https://h.example/api/bridge/");
    }

    @Test
    void namesTheMethodsOfItsAddresses() {
        HttpResponse<String> get = SERVER.get(SERVER.uri(SILENT, "/a2a"));
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST, OPTIONS");
        assertThat(json(get.body()).get("error").asText()).contains("POST");
        URI bad = URI.create("http://127.0.0.1:" + SERVER.port() + "/api/bridge/e30/.well-known/agent-card.json");
        assertThat(SERVER.get(bad).statusCode()).isEqualTo(404);
        assertThat(json(SERVER.get(bad).body()).has("error")).isTrue();
    }
}
