package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.seat.SeatedConversation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs of docs/connect.md meet each other through two seats, as they stand there. */
@Timeout(180)
class SeatDocsTest {
    private static final Path PAGE = Path.of("docs/connect.md");
    private static final String PRINTED = "http://localhost:3000/s/7F3K-9QWD-2MXA";
    private static final int MAX_LENGTH = 10;

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

    private static String block(String language) throws IOException {
        Matcher found = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(found.find()).as(language).isTrue();
        String block = found.group(1);
        assertThat(block.lines().filter(line -> !line.isBlank()).count())
                .as("lines of " + language)
                .isLessThanOrEqualTo(MAX_LENGTH);
        return block;
    }

    private static void assumeInstalled(String tool) {
        assumeTrue(
                List.of(System.getenv("PATH").split(":", -1)).stream()
                        .anyMatch(place -> Files.isExecutable(Path.of(place, tool))),
                tool + " is not installed");
    }

    /** How a program of the page is run; its one argument is the address of the seat. */
    private static List<String> command(String language) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return switch (language) {
            case "python" -> List.of("python3", file("seat.py", block(language)));
            // Both are printed; only the name would show which is which.
            case "ts" -> List.of("node", file("seat.mjs", block(language)));
            default -> List.of(java, file("Seat.java", block(language)));
        };
    }

    private static String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static Process run(List<String> command, String seat) throws IOException {
        List<String> whole = new ArrayList<>(command);
        whole.add(seat);
        return new ProcessBuilder(whole).redirectErrorStream(true).start();
    }

    private static void assertEnds(Process process) throws Exception {
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(said).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static SeatedConversation talk() {
        return SeatedConversation.create(server, ",\"startingAgentId\":\"alpha\",\"config\":{\"maxTurns\":4}", "");
    }

    private static String url(SeatedConversation talk, String agentId) {
        return talk.seat(agentId).get("url").asText();
    }

    private static List<String> said(SeatedConversation talk) {
        JsonNode state = SeatedConversation.json(
                SeatedConversation.send(server, "GET", "/s/" + talk.host(), "", "Accept", "application/json")
                        .body());
        List<String> said = new ArrayList<>();
        state.get("messages").forEach(message -> said.add(message.get("text").asText()));
        return said.subList(0, Math.min(4, said.size()));
    }

    @ParameterizedTest
    @CsvSource({"python,java", "java,python", "ts,python"})
    void programsOfThePageFinishAConversation(String first, String second) throws Exception {
        for (String language : List.of(first, second)) {
            assumeInstalled(language.equals("ts") ? "node" : language.equals("python") ? "python3" : "sh");
        }
        SeatedConversation talk = talk();
        Process alpha = run(command(first), url(talk, "alpha"));
        Process beta = run(command(second), url(talk, "beta"));
        assertEnds(alpha);
        assertEnds(beta);
        Map<String, String> words =
                Map.of("python", "Hello from Python.", "ts", "Hello from TypeScript.", "java", "Hello from Java.");
        assertThat(said(talk))
                .containsExactly(words.get(first), words.get(second), words.get(first), words.get(second));
    }

    @Test
    void theCurlLinesSaySomethingAndWait() throws Exception {
        assumeInstalled("curl");
        assumeInstalled("bash");
        SeatedConversation talk = talk();
        SeatedConversation.send(server, "POST", "/s/" + talk.code("alpha") + "/say", "{\"text\":\"Begin.\"}");
        String lines = block("sh");
        assertThat(lines).contains(PRINTED);
        String script = lines.replace(PRINTED, url(talk, "beta")).replace("seconds=20", "seconds=1");
        Process curl = new ProcessBuilder("bash", "-c", "set -e\n" + script)
                .redirectErrorStream(true)
                .start();
        String answer = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor()).as(answer).isZero();
        assertThat(said(talk)).containsExactly("Begin.", "May I?");
        assertThat(answer).contains("You are **beta**", "It is not your turn");
    }

    @Test
    void thePageBeginsWithALinkAndOneLine() throws Exception {
        List<String> page = Files.readAllLines(PAGE);
        assertThat(page.subList(0, 6)).contains("curl -s " + PRINTED);
        assertThat(String.join("\n", page)).doesNotContain("seconds=45");
    }
}
