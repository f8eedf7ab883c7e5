package me.fhir.chitchat.testrun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Suites, on a running server. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SuiteExecutionTest {
    /** Two roles, without tools; an agent of the server says something in each turn. */
    private static final String SCENARIO = """
            {"metadata":{"id":"greeting","title":"Greeting"},
             "agents":[{"agentId":"guest","principal":{"type":"individual","name":"Guest"},"situation":"s","goals":[],
                        "tools":[],"knowledgeBase":{}},
                       {"agentId":"clerk","principal":{"type":"organization","name":"Clerk"},"situation":"s","goals":[],
                        "tools":[],"knowledgeBase":{}}],
             "contract":{"endings":["success"]}}
            """;

    private static final String POLITE = "exec:echo '{\"text\":\"Thank you.\",\"end\":{\"status\":\"success\"}}'";
    private static final String RUDE = "exec:echo '{\"text\":\"No.\",\"end\":{\"status\":\"failure\"}}'";

    private final ByteArrayOutputStream table = new ByteArrayOutputStream();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    private Path folder;
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet());
        Files.writeString(folder.resolve("greeting.json"), SCENARIO);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private int test(String yaml, @Nullable Path resume) throws Exception {
        Path suite = Files.writeString(folder.resolve("suite.yml"), yaml);
        table.reset();
        progress.reset();
        SuiteRequest request = new SuiteRequest(
                suite,
                Map.of(),
                null,
                resume,
                new SuiteRequest.ReportFiles(
                        folder.resolve("out/junit.xml"),
                        folder.resolve("out/r.json"),
                        folder.resolve("out/r.html"),
                        null),
                new SuiteRequest.SuiteOutput(
                        new PrintStream(table, true, UTF_8), new PrintStream(progress, true, UTF_8)));
        return new SuiteExecution(request, Map.of("TOKEN", "s3cret"))
                .run(server.http("").toString(), true);
    }

    private static String suite(String player, int runs) {
        return "{scenarios: [greeting.json], runs: " + runs + ", seats: {guest: \"" + player.replace("\"", "\\\"")
                + "\"}}";
    }

    private Json.Object scenarioOfReport() throws IOException {
        Json.Object report = Json.objectOrNull(Files.readString(folder.resolve("out/r.json")));
        assertThat(report).isNotNull();
        return report.objects("scenarios").get(0);
    }

    @Test
    void passesWhenTheContractIsKept() throws Exception {
        assertThat(test(suite(POLITE, 3), null)).as(table.toString(UTF_8)).isZero();
        assertThat(table.toString(UTF_8)).contains("Greeting", "3 of 3", "0.44 - 1.00", "Passed.");
        assertThat(progress.toString(UTF_8).lines()).hasSize(3);
        assertThat(Files.readString(folder.resolve("out/junit.xml"))).contains("name=\"link\" value=\"http");
    }

    @Test
    void failsWhenItIsBroken() throws Exception {
        assertThat(test(suite(RUDE, 2), null)).isEqualTo(1);
        assertThat(table.toString(UTF_8)).contains("0 of 2", "which is none of its endings (success). (2 of 2)");
    }

    @Test
    void aDifficultCounterpartDoesNotFailTheRunButTheTestedAgentDoes() throws Exception {
        String suite = "{scenarios: [scen_freight_claim_01], runs: 1, seats: {carrier-claims: 'server:nitpicking'%s}}";
        assertThat(test(suite.formatted(""), null)).as(table.toString(UTF_8)).isZero();
        assertThat(test(suite.formatted(", shipper: '" + RUDE.replace("'", "''") + "'"), null))
                .isEqualTo(1);
        assertThat(table.toString(UTF_8)).contains("shipper ended the conversation with \"failure\"");
    }

    @Test
    void judgesByTheSuitesOwnContract() throws Exception {
        String yaml = "{scenarios: [{path: greeting.json, runs: 1, contract: {endings: [failure]}, seats: {guest: \""
                + RUDE.replace("\"", "\\\"") + "\"}}]}";
        assertThat(test(yaml, null)).as(table.toString(UTF_8)).isZero();
        assertThat(scenarioOfReport().text("id")).startsWith("greeting-test-");
    }

    @Test
    void blamesNobodyForAProgramThatCannotRun() throws Exception {
        assertThat(test(suite("exec:exit 3", 1), null)).isEqualTo(2);
        assertThat(table.toString(UTF_8)).contains("0 of 0", "The program ended with status 3.");
    }

    @Test
    void blamesNobodyForAProviderThatFails() throws Exception {
        String yaml = "{scenarios: [greeting.json], runs: 1, seats: {clerk: \"model:openrouter/some-model\"}}";
        assertThat(test(yaml, null)).as(table.toString(UTF_8)).isEqualTo(2);
    }

    @Test
    void playsAnA2aServerWithSecretHeadersThatNobodySees() throws Exception {
        List<String> authorizations = new CopyOnWriteArrayList<>();
        HttpServer agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String address = "http://127.0.0.1:" + agent.getAddress().getPort();
        agent.createContext("/", exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.getRequestBody().readAllBytes();
            byte[] answer = "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"error\":{\"code\":-32603,\"message\":\"broken\"}}"
                    .getBytes(UTF_8);
            byte[] card =
                    ("{\"name\":\"agent\",\"url\":\"" + address + "\",\"protocolVersion\":\"0.3.0\"}").getBytes(UTF_8);
            byte[] body = exchange.getRequestMethod().equals("GET") ? card : answer;
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        agent.start();
        try {
            String yaml = "{scenarios: [greeting.json], runs: 1, seats: {guest: \"a2a:" + address
                    + "\"}, headers: {Authorization: \"Bearer ${TOKEN}\"}}";
            assertThat(test(yaml, folder.resolve("secret-runs"))).isEqualTo(2);
        } finally {
            agent.stop(0);
        }
        assertThat(authorizations).hasSizeGreaterThan(1).containsOnly("Bearer s3cret");
        for (String file : List.of("out/junit.xml", "out/r.json", "out/r.html", "secret-runs")) {
            assertThat(Files.readString(folder.resolve(file))).doesNotContain("s3cret");
        }
        assertThat(table.toString(UTF_8) + progress.toString(UTF_8))
                .contains("broken")
                .doesNotContain("s3cret");
    }

    @Test
    void goesOnWhereItStoppedAndRepeatsNothing() throws Exception {
        Path counter = folder.resolve("counter");
        Path runs = folder.resolve("runs");
        String counting = POLITE.replace("exec:", "exec:echo x >> '" + counter + "'; ");
        String yaml = suite(counting, 4);
        assertThat(test(yaml, runs)).isZero();
        List<String> lines = Files.readAllLines(runs);
        assertThat(lines).hasSize(5);
        // As if it had been killed while it wrote the last run.
        Files.writeString(
                runs,
                String.join("\n", lines.subList(0, 4)) + "\n" + lines.get(4).substring(0, 20));
        assertThat(test(yaml, runs)).isZero();
        assertThat(Files.readAllLines(counter)).hasSize(5);
        assertThat(progress.toString(UTF_8).lines()).hasSize(1);
        assertThat(table.toString(UTF_8)).contains("4 of 4");
        assertThatExceptionOfType(SuiteException.class)
                .isThrownBy(() -> test(suite(RUDE, 4), runs))
                .withMessageContaining("of another suite");
    }

    @Test
    void leavesRunsOutWhenTheBudgetIsUsedUp() throws Exception {
        String yaml = "{scenarios: [scen_knee_mri_01], runs: 3, concurrency: 1, budget: {calls: 1}}";
        assertThat(test(yaml, null)).isEqualTo(2);
        Json.Object runs = scenarioOfReport().object("runs");
        assertThat(runs).isNotNull();
        assertThat(RunResult.whole(runs, "skipped")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void namesScenariosAndRolesThatAreNotThere() {
        assertThatExceptionOfType(SuiteException.class)
                .isThrownBy(() -> test("{scenarios: [scen_knee_mri_01, nowhere]}", null))
                .withMessageStartingWith("scenarios.1: the server has no scenario \"nowhere\"");
        assertThatExceptionOfType(SuiteException.class)
                .isThrownBy(() -> test("{scenarios: [{path: nofile}]}", null))
                .withMessageContaining("scenarios.0: there is no file");
        assertThatExceptionOfType(SuiteException.class)
                .isThrownBy(() -> test("{scenarios: [greeting.json], seats: {host: open}}", null))
                .withMessage("seats.host: is not a role of these scenarios; they have clerk, guest");
        assertThatExceptionOfType(SuiteException.class)
                .isThrownBy(() -> test("{scenarios: [{path: greeting.json, contract: {endings: 1}}]}", null))
                .withMessageStartingWith("scenarios.0.contract.endings");
    }

    @Test
    void saysThatTheServerIsNotThere() throws Exception {
        Path suite = Files.writeString(folder.resolve("suite.yml"), "{scenarios: [greeting.json]}");
        SuiteRequest request = new SuiteRequest(
                suite,
                Map.of(),
                null,
                null,
                new SuiteRequest.ReportFiles(null, null, null, null),
                new SuiteRequest.SuiteOutput(System.out, System.err));
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> new SuiteExecution(request, Map.of()).run("http://127.0.0.1:9", true))
                .withMessageContaining("cannot be reached");
    }
}
