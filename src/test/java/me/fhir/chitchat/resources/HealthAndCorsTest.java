package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import me.fhir.chitchat.http.admission.CorsPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthAndCorsTest {
    private static final String NAMED = "https://ui.example:5173";
    private static final String STRANGER = "http://evil.example";

    @RegisterExtension
    static final RestServer server = new RestServer("https://UI.example:5173/, http://localhost:8080");

    @Test
    void healthIsOkWhileTheStoreCanBeWritten() {
        HttpResponse<String> answer = server.get("/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ok\":true}");
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/json");
    }

    @Test
    void healthIs503WhenTheStoreCannotBeWritten() {
        server.writable.set(false);
        try {
            HttpResponse<String> answer = server.get("/health");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).startsWith("{\"ok\":false,").contains("\"error\":\"");
        } finally {
            server.writable.set(true);
        }
    }

    @Test
    void originListedByNameIsEchoedAndMaySendCredentials() {
        HttpResponse<String> answer = server.get("/health", "Origin", NAMED);
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo(NAMED);
        assertThat(header(answer, "access-control-allow-credentials")).isEqualTo("true");
        assertThat(vary(answer)).contains("origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                STRANGER,
                "null",
                "http://ui.example:5173",
                "https://ui.example",
                "https://ui.example:5173.evil.example"
            })
    void originThatIsNotListedGetsNothing(String origin) {
        HttpResponse<String> answer = server.get("/health", "Origin", origin);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "access-control-allow-origin")).isEmpty();
        assertThat(header(answer, "access-control-allow-credentials")).isEmpty();
        assertThat(vary(answer)).contains("origin");
    }

    @Test
    void answersVaryByOriginEvenWithoutOne() {
        assertThat(vary(server.get("/health"))).contains("origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/nope", "/scenarios/unknown", "/conversations?limit=abc", "/ws"})
    void errorsCarryTheHeadersToo(String path) {
        assertThat(header(server.get(path, "Origin", NAMED), "access-control-allow-origin"))
                .isEqualTo(NAMED);
    }

    @Test
    void serverErrorsCarryTheHeadersToo() {
        server.conversations.failWith(() -> new IllegalStateException("broken"));
        try {
            HttpResponse<String> answer = server.get("/conversations", "Origin", NAMED);
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(header(answer, "access-control-allow-origin")).isEqualTo(NAMED);
        } finally {
            server.conversations.recover();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/scenarios/x", "/nope", "/bridge/e30/mcp", "/ws"})
    void preflightIsAnsweredOnEveryPath(String path) {
        HttpResponse<String> answer = preflight(path, NAMED);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo(NAMED);
        assertThat(header(answer, "access-control-allow-credentials")).isEqualTo("true");
        assertThat(header(answer, "access-control-max-age")).matches("[1-9][0-9]+");
        assertThat(list(header(answer, "access-control-allow-methods")))
                .containsExactlyInAnyOrder("get", "post", "put", "delete", "options");
        assertThat(list(header(answer, "access-control-allow-headers")))
                .contains(
                        "content-type",
                        "x-edit-token",
                        "authorization",
                        "a2a-version",
                        "a2a-extensions",
                        "mcp-protocol-version",
                        "mcp-method",
                        "mcp-name",
                        "mcp-session-id");
        assertThat(vary(answer)).contains("origin");
    }

    @Test
    void preflightOfAnOriginThatIsNotListedGetsNothing() {
        HttpResponse<String> answer = preflight("/scenarios", STRANGER);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void plainOptionsIsNoPreflight() {
        HttpResponse<String> answer = server.send("OPTIONS", "/scenarios", null, "Origin", NAMED);
        assertThat(list(header(answer, "allow"))).contains("get", "post");
    }

    @Test
    void starAllowsEveryOriginButCredentialsOnlyForNamedOnes() {
        CorsPolicy policy = new CorsPolicy(" * , https://ui.example ");
        assertThat(policy.headers(STRANGER))
                .containsEntry("Access-Control-Allow-Origin", STRANGER)
                .doesNotContainKey("Access-Control-Allow-Credentials");
        assertThat(policy.headers("https://ui.example")).containsEntry("Access-Control-Allow-Credentials", "true");
    }

    @Test
    void emptyListAllowsNoOrigin() {
        assertThat(new CorsPolicy("").headers(STRANGER)).containsOnlyKeys("Vary");
        assertThat(new CorsPolicy(" , ").headers("")).containsOnlyKeys("Vary");
    }

    private static HttpResponse<String> preflight(String path, String origin) {
        return server.send(
                "OPTIONS",
                path,
                null,
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "PUT",
                "Access-Control-Request-Headers",
                "content-type,x-edit-token");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static List<String> vary(HttpResponse<String> answer) {
        return list(String.join(",", answer.headers().allValues("vary")));
    }

    private static List<String> list(String header) {
        return List.of(header.toLowerCase(Locale.ROOT).split(",\\s*"));
    }
}
