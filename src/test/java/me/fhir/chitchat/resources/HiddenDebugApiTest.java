package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code DEBUG_API_ENABLED=false} hides: everything below {@code /api/debug}, and that alone. */
class HiddenDebugApiTest {
    private static final String META =
            "{\"meta\":{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}]},\"seats\":[{\"agentId\":\"a\",\"kind\":\"open\"},"
                    + "{\"agentId\":\"b\",\"kind\":\"open\"}]}";

    @TempDir
    private Path folder;

    private static List<String> debugPaths() throws Exception {
        try (InputStream document = HiddenDebugApiTest.class.getResourceAsStream("/openapi.yaml")) {
            JsonNode paths = new YAMLMapper().readTree(document).get("paths");
            List<String> found = new ArrayList<>();
            paths.fieldNames().forEachRemaining(found::add);
            return found.stream().filter(path -> path.startsWith("/debug/")).toList();
        }
    }

    private static int status(TestServer server, String method, String path) {
        return server.send(HttpRequest.newBuilder(server.http("/api" + path.replaceAll("\\{\\w+}", "1")))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                method.equals("GET")
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString("{\"sql\":\"SELECT 1\"}"))
                        .build())
                .statusCode();
    }

    @Test
    void nothingOfItIsThereWhenItIsSwitchedOff() throws Exception {
        try (TestServer server =
                TestServer.start(folder.resolve("data.db"), TestServer.quiet("debugApiEnabled", "false"))) {
            server.send(HttpRequest.newBuilder(server.http("/api/seated-conversations"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(META))
                    .build());
            assertThat(debugPaths()).hasSizeGreaterThan(8).allSatisfy(path -> {
                assertThat(status(server, "GET", path)).as(path).isEqualTo(404);
                assertThat(status(server, "POST", path)).as(path).isEqualTo(404);
            });
            assertThat(status(server, "GET", "/scenarios")).isEqualTo(200);
        }
    }
}
