package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whether the OpenAPI document names what the filters in front of every operation answer. */
class OpenApiRefusalsTest {
    /** A2A tells in its own words, under 200, that a body is too large. */
    private static final String A2A = "/a2a";

    @RegisterExtension
    static final RestServer server = new RestServer("*");

    /** An operation of the document, and the statuses that it names. */
    private record DocumentedOperation(String method, String path, boolean body, JsonNode responses) {
        boolean names(int status) {
            return responses.has(String.valueOf(status));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Test
    void aForeignHostIsAnsweredAsDocumented() throws IOException {
        int refused = 0;
        for (DocumentedOperation operation : operations()) {
            int status = ask(operation, "evil.example", "");
            assertThat(operation.names(status) || status == 404)
                    .as("%s answers %s under a foreign host", operation, status)
                    .isTrue();
            assertThat(operation.names(403)).as(operation.toString()).isEqualTo(status == 403);
            refused += status == 403 ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(40);
    }

    @Test
    void aCompressedBodyIsAnsweredAsDocumented() throws IOException {
        for (DocumentedOperation operation : operations()) {
            if (operation.body()) {
                assertThat(ask(operation, "localhost", "Content-Encoding: gzip\r\nContent-Length: 2\r\n"))
                        .as(operation.toString())
                        .isEqualTo(415);
                assertThat(operation.names(415)).as(operation.toString()).isTrue();
            }
        }
    }

    @Test
    void everyBodyMayComeTooSlowlyOrBeTooLarge() throws IOException {
        for (DocumentedOperation operation : operations()) {
            assertThat(operation.names(408)).as(operation.toString()).isEqualTo(operation.body());
            assertThat(operation.names(413))
                    .as(operation.toString())
                    .isEqualTo(operation.body() && !operation.path().endsWith(A2A));
        }
    }

    @Test
    void theServerMayBeBusyWhateverIsAsked() throws IOException {
        assertThat(operations()).allSatisfy(operation -> assertThat(operation.names(503))
                .as(operation.toString())
                .isTrue());
    }

    private static List<DocumentedOperation> operations() throws IOException {
        List<DocumentedOperation> operations = new ArrayList<>();
        OpenApiTest.document().path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> {
                    if (OpenApiTest.METHODS.contains(operation.getKey())) {
                        operations.add(new DocumentedOperation(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue().has("requestBody"),
                                operation.getValue().path("responses")));
                    }
                }));
        assertThat(operations).isNotEmpty();
        return operations;
    }

    /** The status of the answer to a request with these headers and, where they announce one, a body. */
    private static int ask(DocumentedOperation operation, String host, String headers) throws IOException {
        String path = operation.path().replaceAll("\\{\\w+}", "x");
        try (Socket client =
                new Socket(server.address().getHost(), server.address().getPort())) {
            client.getOutputStream()
                    .write((operation.method() + " /api" + path + " HTTP/1.1\r\nHost: " + host
                                    + "\r\nContent-Type: application/json\r\n" + headers + "\r\n"
                                    + (headers.isEmpty() ? "" : "{}"))
                            .getBytes(StandardCharsets.US_ASCII));
            String line = new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(line).startsWith("HTTP/1.1 ");
            return Integer.parseInt(line.substring(9));
        }
    }
}
