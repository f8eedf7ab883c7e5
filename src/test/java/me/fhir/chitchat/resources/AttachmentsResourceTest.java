package me.fhir.chitchat.resources;

import static me.fhir.chitchat.resources.ErrorsTest.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentsResourceTest {
    private static final Pattern FALLBACK = Pattern.compile("; filename=\"([^\"\\\\]*)\";");
    private static final Pattern EXACT = Pattern.compile("; filename\\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]+)$");

    @RegisterExtension
    static final RestServer server = new RestServer("*");

    @Test
    void answersTheWholeRow() {
        put(new Attachment.Document(
                "att_1", "doc \"1\"", "a.txt", "text/plain", new Attachment.Content("héllo\n✓", false), "short"));
        HttpResponse<String> answer = server.get("/attachments/att_1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"id\":\"att_1\",\"conversation\":7,\"turn\":2,\"event\":3,\"docId\":\"doc \\\"1\\\"\","
                                + "\"name\":\"a.txt\",\"contentType\":\"text/plain\",\"content\":\"héllo\\n✓\","
                                + "\"summary\":\"short\",\"createdByAgentId\":\"alpha\",\"createdAt\":\"2026-11-23T10:00:00.000Z\"}");
        assertHarmless(answer);
        assertThat(server.get("/debug/attachments/att_1").body()).isEqualTo(answer.body());
    }

    @Test
    void statesTheEncodingOfBytesAndNullForNoSummary() {
        put(new Attachment.Document(
                "att_2", "d", "a.png", "image/png", new Attachment.Content("iVBORw==", true), null));
        assertThat(server.get("/attachments/att_2").body())
                .contains("\"content\":\"iVBORw==\",\"encoding\":\"base64\",\"summary\":null,");
    }

    @Test
    void bytesComeBackAsTheyWere() throws Exception {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        for (String base64 : new String[] {
            Base64.getEncoder().encodeToString(bytes),
            Base64.getMimeEncoder().encodeToString(bytes),
            Base64.getEncoder().withoutPadding().encodeToString(bytes)
        }) {
            put(new Attachment.Document(
                    "att_3", "d", "a.bin", "image/png", new Attachment.Content(base64, true), null));
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(server.address() + "/api/attachments/att_3/content"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofByteArray())
                            .body())
                    .isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, text/plain;charset=utf-8, inline",
        "TEXT/Plain; charset=iso-8859-1, text/plain;charset=utf-8, inline",
        "text/csv, text/csv;charset=utf-8, inline",
        "text/markdown, text/markdown;charset=utf-8, inline",
        "application/json, application/json;charset=utf-8, inline",
        "application/fhir+json, application/fhir+json;charset=utf-8, inline",
        "image/png, image/png, inline",
        "image/jpeg, image/jpeg, inline",
        "application/pdf, application/pdf, attachment",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document,"
                + "application/vnd.openxmlformats-officedocument.wordprocessingml.document, attachment",
        "text/html, text/plain;charset=utf-8, attachment",
        "TEXT/HTML; charset=utf-8, text/plain;charset=utf-8, attachment",
        "application/xhtml+xml, text/plain;charset=utf-8, attachment",
        "image/svg+xml, text/plain;charset=utf-8, attachment",
        "text/xml, text/plain;charset=utf-8, attachment",
        "application/xml, text/plain;charset=utf-8, attachment",
        "application/fhir+xml, text/plain;charset=utf-8, attachment",
        "text/javascript, text/plain;charset=utf-8, attachment",
        "application/ecmascript, text/plain;charset=utf-8, attachment",
        "text/css, text/plain;charset=utf-8, attachment",
        "application/wasm, text/plain;charset=utf-8, attachment",
        "multipart/x-mixed-replace, application/octet-stream, attachment",
        "message/rfc822, application/octet-stream, attachment",
        "nonsense, application/octet-stream, attachment",
        "text/, application/octet-stream, attachment",
        "'', application/octet-stream, attachment",
    })
    void contentIsServedAsATypeThatRunsNothing(String stored, String served, String place) {
        HttpResponse<String> answer = content("page", stored);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-type").toLowerCase(Locale.ROOT).replace(" ", ""))
                .isEqualTo(served);
        assertThat(header(answer, "content-disposition")).startsWith(place + ";");
        assertThat(answer.body()).isEqualTo("Grüße ✓ <script>alert(1)</script>");
        assertHarmless(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report.txt",
                "résumé \"final\".md",
                "日本語.txt",
                "it's (1)*!.json",
                "a b;c,d.txt",
                "\uD83D\uDE00.txt",
                "100%.txt",
                "back\\slash",
                "../../etc/passwd",
                "evil\r\nX-Injected: 1",
                "nul\u0000 \u007f \u0085"
            })
    void nameStaysInItsHeader(String name) {
        HttpResponse<String> answer = content(name, "text/plain");
        assertThat(answer.statusCode()).isEqualTo(200);
        String disposition = header(answer, "content-disposition");
        assertThat(group(FALLBACK, disposition)).matches("[ -~]+").doesNotContain("/", "%");
        assertThat(URLDecoder.decode(group(EXACT, disposition).replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(name);
        assertThat(answer.headers().firstValue("x-injected")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', attachment", "' ', attachment", "é, _"})
    void nameWithoutAnAsciiLetterHasAFallback(String name, String fallback) {
        assertThat(group(FALLBACK, header(content(name, "text/plain"), "content-disposition")))
                .isEqualTo(fallback);
    }

    @Test
    void hugeNameAndTypeFitTheirHeaders() {
        HttpResponse<String> answer = content("\uD83D\uDE00".repeat(100_000), "text/" + "x".repeat(100_000));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-type")).isEqualTo("application/octet-stream");
        assertThat(URLDecoder.decode(group(EXACT, header(answer, "content-disposition")), StandardCharsets.UTF_8))
                .isEqualTo("\uD83D\uDE00".repeat(200));
    }

    @Test
    void surrogateHalfInANameIsReplaced() {
        assertThat(group(EXACT, header(content("a\ud800b", "text/plain"), "content-disposition")))
                .isEqualTo("a%EF%BF%BDb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain\r\nX-Injected: 1", "text/plain; x=\"\r\nX-Injected: 1\"", "te\u0000xt/plain"})
    void typeCannotInjectAHeader(String type) {
        HttpResponse<String> answer = content("a.txt", type);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-injected")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/attachments/att_missing",
                "/attachments/att_missing/content",
                "/debug/attachments/nope",
                "/debug/attachments/nope/content"
            })
    void unknownAttachmentIs404(String path) {
        assertError(server.get(path), 404, "no attachment");
    }

    private static HttpResponse<String> content(String name, String contentType) {
        put(new Attachment.Document(
                "att_x",
                "d",
                name,
                contentType,
                new Attachment.Content("Grüße ✓ <script>alert(1)</script>", false),
                null));
        return server.get("/attachments/att_x/content");
    }

    private static void put(Attachment.Document document) {
        server.conversations.attachments.put(
                document.id(),
                new Attachment(7, new Position(2, 3, 9), "alpha", Instant.parse("2026-11-23T10:00:00Z"), document));
    }

    private static void assertHarmless(HttpResponse<String> answer) {
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(answer, "content-security-policy")).isEqualTo("sandbox; default-src 'none'");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
