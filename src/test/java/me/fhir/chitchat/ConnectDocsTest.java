package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the documentation as printed; only the server's port differs. */
@Timeout(180)
class ConnectDocsTest {
    private static final Path BRIDGES = Path.of("docs/bridges.md");
    private static final String A2A_HEADING = "\n## A2A\n";

    /** The parts of the page about the bridges. */
    private enum Part {
        MCP,
        A2A;

        String text() throws IOException {
            String page = Files.readString(BRIDGES);
            int heading = page.indexOf(A2A_HEADING);
            assertThat(heading).isPositive();
            return this == MCP ? page.substring(0, heading) : page.substring(heading);
        }
    }

    private static final String PRINTED = "http://localhost:3000";

    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder.resolve("docs.db"), Map.of("logging.level", "WARN"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The blocks of a language in a page, in their order. */
    private static List<String> blocks(Part page, String language) throws IOException {
        Matcher found = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(page.text());
        List<String> blocks = new ArrayList<>();
        while (found.find()) {
            blocks.add(found.group(1));
        }
        return blocks;
    }

    private static String here(String printed) {
        assertThat(printed).contains(PRINTED);
        return printed.replace(PRINTED, "http://localhost:" + server.http("/").getPort());
    }

    private static String run(Path output, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
            String said = Files.readString(output);
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Types all the shell blocks of a page that need nothing installed. */
    private static String typed(Part page) throws IOException, InterruptedException {
        for (String tool : List.of("bash", "curl", "jq", "base64")) {
            assumeTrue(
                    List.of(System.getenv("PATH").split(":", -1)).stream()
                            .anyMatch(place -> Files.isExecutable(Path.of(place, tool))),
                    tool + " is not installed");
        }
        StringBuilder script = new StringBuilder("set -e\n");
        for (String block : blocks(page, "sh")) {
            if (!block.contains("npm install") && !block.startsWith("npx")) {
                script.append(block).append("\necho\n");
            }
        }
        Path file = folder.resolve(page + ".sh");
        Files.writeString(file, here(script.toString()));
        return run(folder.resolve("output"), "bash", file.toString());
    }

    @Test
    void theCurlLinesOfA2aCarryAConversationToItsEnd() throws Exception {
        List<String> lines = typed(Part.A2A).lines().toList();
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("\"supportedInterfaces\""));
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("\"state\":\"input-required\""));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("data: "))
                .hasSizeGreaterThan(1)
                .last()
                .asString()
                .contains("TASK_STATE_INPUT_REQUIRED");
        assertThat(lines).anySatisfy(line -> assertThat(line)
                .contains("TASK_STATE_COMPLETED")
                .contains("\"outcome\":{\"status\":\"success\"}"));
        assertThat(lines).noneSatisfy(line -> assertThat(line).contains("\"error\""));
    }

    @Test
    void theCurlLinesOfMcpGetAnAnswer() throws Exception {
        String said = typed(Part.MCP);
        assertThat(said)
                .contains("\"externalAgent\":\"patient-agent\"")
                .contains("\"warnings\":[]")
                .contains("\"ok\":true")
                .contains("\"status\":\"input-required\"")
                .contains("\"from\":\"insurance-auth-specialist\"")
                .contains("\"resultType\":\"complete\"")
                .doesNotContain("\"error\"");
    }

    @Test
    void theJavaProgramFinishesAConversation() throws Exception {
        String program = blocks(Part.A2A, "java").get(0);
        Path file = folder.resolve("Ask.java");
        Files.writeString(file, program);
        String said = run(
                folder.resolve("ask"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                file.toString(),
                server.http("/api/bridge/" + templateOf(Part.A2A) + "/a2a").toString());
        assertThat(said).contains("{status=success}");
    }

    /** The template that a page sets in its first shell block. */
    private static String templateOf(Part page) throws IOException {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(metaIn(page).getBytes(StandardCharsets.UTF_8));
    }

    private static String metaIn(Part page) throws IOException {
        Matcher meta = Pattern.compile("(?:META|template)='(\\{.*?)'\\n", Pattern.DOTALL)
                .matcher(String.join("\n", blocks(page, "sh")));
        assertThat(meta.find()).isTrue();
        return meta.group(1);
    }

    @Test
    void theClientsConfigurationConnectsOneThatReadsIt() throws Exception {
        JsonNode configured =
                new ObjectMapper().readTree(blocks(Part.MCP, "json").get(0)).at("/mcpServers/chitchat");
        assertThat(configured.get("type").asText()).isEqualTo("http");
        String url = configured.get("url").asText();
        assertThat(url).matches("https://[a-z.]+/api/bridge/eyJ…/mcp");
        String base = "http://localhost:" + server.http("/").getPort();
        String path = "/api/bridge/" + templateOf(Part.MCP) + "/mcp";
        var transport = HttpClientStreamableHttpTransport.builder(base)
                .endpoint(path)
                .jsonMapper(new JacksonMcpJsonMapper(new ObjectMapper()))
                .build();
        try (McpSyncClient client = McpClient.sync(transport)
                .jsonSchemaValidator(new DefaultJsonSchemaValidator())
                .build()) {
            client.initialize();
            assertThat(client.listTools().tools())
                    .extracting(tool -> tool.name())
                    .containsExactly("begin_chat_thread", "send_message_to_chat_thread", "check_replies");
        }
    }
}
