package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.wire.HttpStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {
    private static final int MIB = 1 << 20;

    @RegisterExtension
    static final RestServer server = new RestServer("*");

    @AfterEach
    void recover() {
        server.conversations.recover();
    }

    @Test
    void unknownPathIs404() {
        assertError(server.get("/definitely-not-a-route"), 404, "nothing at this path");
    }

    @Test
    void pathOutsideOfTheApiIsJsonToo() {
        HttpResponse<String> answer = server.send(HttpRequest.newBuilder(URI.create(server.address() + "/nope/deep"))
                .build());
        assertError(answer, 404, "nothing at this path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=0.12345", "gzip;q=x", "gzip;q=2"})
    void headersThatCannotBeReadAre400(String accepted) {
        HttpResponse<String> answer =
                server.send(HttpRequest.newBuilder(URI.create(server.address() + "/api/scenarios"))
                        .header("Accept-Encoding", accepted)
                        .build());
        assertError(answer, 400, "header");
    }

    @Test
    void otherMethodIs405AndKeepsAllow() {
        HttpResponse<String> answer = server.json("PATCH", "/scenarios/x", "{}");
        assertError(answer, 405, "PATCH");
        assertThat(answer.headers().firstValue("allow").orElse("").split(",\\s*"))
                .contains("GET", "PUT", "DELETE");
    }

    @Test
    void wrongMediaTypeIs415() {
        assertError(
                server.send("POST", "/scenarios", "{}", "Content-Type", "text/plain"),
                415,
                "Content-Type: application/json");
        assertError(
                server.send("PUT", "/scenarios/x", "a=b", "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "application/json");
    }

    @Test
    void mediaTypeThatIsNoneIsTheClientsMistake() {
        assertThat(server.send("POST", "/scenarios", "{}", "Content-Type", "nonsense")
                        .statusCode())
                .isIn(400, 415);
    }

    @Test
    void acceptHeaderThatNothingSuitsIs406() {
        assertError(server.get("/health", "Accept", "image/png"), 406, "application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|not valid JSON",
                "null|must be a JSON object",
                "[]|must be a JSON object",
                "''|is empty",
                "{} x|not valid JSON"
            })
    void bodyThatIsNoJsonObjectIs400(String body, String sentence) {
        assertError(server.json("POST", "/scenarios", body), 400, sentence);
        assertError(server.json("PUT", "/scenarios/x", body), 400, sentence);
    }

    @Test
    void missingBodyIs400() {
        assertError(server.send("POST", "/scenarios", null), 400, "is empty");
    }

    @Test
    void deeplyNestedBodyIs400() {
        assertError(server.json("POST", "/scenarios", "{\"a\":" + "[".repeat(100_000)), 400, "JSON");
        assertError(
                server.json("POST", "/scenarios", "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
                400,
                "JSON");
    }

    @Test
    void bodyThatIsNoUtf8Is400() {
        byte[] body = "{\"name\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertError(post(BodyPublishers.ofByteArray(body)), 400, "not valid UTF-8");
    }

    @Test
    void byteOrderMarkIsNoMistake() {
        assertError(server.json("POST", "/scenarios", "\uFEFF{}"), 400, "ValidationError");
    }

    @Test
    void bodyOver16MibIs413WhetherItsLengthIsDeclaredOrNot() {
        byte[] body = new byte[16 * MIB + 1];
        Arrays.fill(body, (byte) ' ');
        assertError(post(BodyPublishers.ofByteArray(body)), 413, "16 MiB");
        assertError(post(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))), 413, "16 MiB");
    }

    @Test
    void bodyOf16MibIsRead() {
        byte[] body = new byte[16 * MIB];
        Arrays.fill(body, (byte) ' ');
        body[0] = '{';
        body[1] = '}';
        assertError(post(BodyPublishers.ofByteArray(body)), 400, "ValidationError");
    }

    @Test
    void clientThatAsksFirstIsRefusedBeforeItSends() throws IOException {
        String answer = raw(
                "POST /api/scenarios HTTP/1.1",
                "Content-Type: application/json",
                "Content-Length: 99999999",
                "Expect: 100-continue");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("16 MiB");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_PARAMS, 400",
        "NOT_FOUND, 404",
        "TURN_CONFLICT, 409",
        "CONVERSATION_FINALIZED, 409",
        "INVALID_TURN, 409",
        "FINALITY_NOT_ALLOWED, 400",
        "STORE_UNAVAILABLE, 503",
        "STORE_DAMAGED, 503",
    })
    void refusalOfTheDomainHasItsStatus(ErrorCode code, int status) {
        server.conversations.failWith(() -> new ConversationException(code, "The sentence."));
        assertError(server.get("/conversations"), status, "The sentence.");
    }

    @ParameterizedTest
    @CsvSource({"STORE_UNAVAILABLE, true", "STORE_DAMAGED, false", "STORE_FULL, false"})
    void onlyWhatMayWorkLaterSaysWhenToTryAgain(ErrorCode code, boolean later) {
        server.conversations.failWith(() -> new ConversationException(code, "The sentence."));
        assertThat(server.get("/conversations")
                        .headers()
                        .firstValue("retry-after")
                        .isPresent())
                .isEqualTo(later);
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyErrorCodeHasAnErrorStatus(ErrorCode code) {
        assertThat(HttpStatus.of(code)).isBetween(400, 599);
    }

    @Test
    void anUnexpectedExceptionIs500WithAnIdAndNoInternalText() {
        server.conversations.failWith(() -> new IllegalStateException("secret at /var/lib/chitchat.db"));
        HttpResponse<String> answer = server.get("/conversations");
        assertError(answer, 500, "Internal error. The server log contains details under error id ");
        assertThat(answer.body()).doesNotContain("secret").containsPattern("error id [0-9a-f-]{36}");
    }

    /** Jetty gives up on these before it has read a header. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/scenarios/%zz HTTP/1.1",
                "GET /api/scenarios/%ff HTTP/1.1",
                "GET /api/scenarios/a%00b HTTP/1.1",
                "GET /api/scenarios/%2e%2e/health HTTP/1.1",
                "GET /api/scenarios/..;/health HTTP/1.1",
                "GET /../api HTTP/1.1",
                "GET /api/health HTTP/9.1",
                "nonsense",
            })
    void addressThatCannotBeReadIs400(String line) throws IOException {
        assertThat(raw(line, "Accept: text/html"))
                .startsWith("HTTP/1.1 ")
                .containsPattern("^HTTP/1.1 (400|505) ")
                .contains("Content-Type: application/json")
                .contains("{\"error\":\"")
                .doesNotContainIgnoringCase("<html");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /api/scenarios/a%2Fb HTTP/1.1, 404",
        // A bridge's address in standard base64 may hold two slashes.
        "GET /api//health HTTP/1.1, 404",
        "GET /api/scenarios/100%25 HTTP/1.1, 404",
        "GET /api/conversations?limit=%zz HTTP/1.1, 400",
        "GET /api/conversations?limit=%ff HTTP/1.1, 400",
        "GET /%2e%2e%2fconfig.yml HTTP/1.1, 404",
        "GET /x%2f..%2fconfig.yml HTTP/1.1, 404",
        "GET /x%252e HTTP/1.1, 404",
        "BREW /api/health HTTP/1.1, 405",
        "TRACE /api/health HTTP/1.1, 405",
        "OPTIONS /api/nope HTTP/1.1, 404",
    })
    void strangeRequestGetsAPlainAnswer(String line, int status) throws IOException {
        assertThat(raw(line, "Origin: http://ui.example"))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("Content-Type: application/json")
                .contains("{\"error\":\"")
                .contains("Access-Control-Allow-Origin: http://ui.example");
    }

    @Test
    void bodyThatIsCutOffHarmsNoOtherClient() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.getOutputStream()
                    .write(("POST /api/scenarios HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 100\r\n\r\n{\"name\"")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            String answer = new String(readAll(socket.getInputStream()), StandardCharsets.UTF_8);
            assertThat(answer).doesNotContain("500").doesNotContainIgnoringCase("<html");
        }
        assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void plainGetOfTheWebSocketAsksForAnUpgrade() {
        HttpResponse<String> answer = server.get("/ws");
        assertError(answer, 426, "WebSocket");
        assertThat(answer.headers().firstValue("upgrade")).contains("websocket");
        assertError(server.json("POST", "/ws", "{}"), 405, "POST");
    }

    private static HttpResponse<String> post(HttpRequest.BodyPublisher body) {
        return server.send(HttpRequest.newBuilder(URI.create(server.address() + "/api/scenarios"))
                .header("Content-Type", "application/json")
                .POST(body)
                .build());
    }

    private static String raw(String line, String... headers) throws IOException {
        String request =
                line + "\r\nHost: localhost\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(readAll(socket.getInputStream()), StandardCharsets.UTF_8);
        }
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toByteArray();
    }

    static void assertError(HttpResponse<String> answer, int status, String part) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/json");
        try {
            assertThat(Json.parseObject(answer.body()).text("error")).contains(part);
        } catch (JsonSyntaxException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
