package me.fhir.chitchat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.util.JarLocation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.scenario.ShippedScenarios;
import me.fhir.chitchat.wire.ScenarioArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command {@code scenarios}, on a data file and on a running server. */
class ScenariosCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ITEM = """
            {"id":"%1$s","name":"%2$s","config":{"metadata":{"id":"%1$s","title":"%2$s","n":1.10,"tags":[%3$s]},"agents":[]},\
            "history":[{"role":"user","x":1e2}],"createdAt":"2025-01-02T03:04:05.678Z","modifiedAt":"2025-02-03T04:05:06.789Z"}""";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Runs the command with this data file; returns whether it succeeded. */
    private boolean run(Path data, String more, String... arguments) throws Exception {
        Path config = folder.resolve("config.yml");
        Files.writeString(config, "storage: {path: '" + data + "'}\n" + more);
        ChitchatApplication application = new ChitchatApplication();
        Bootstrap<ChitchatConfiguration> bootstrap = new Bootstrap<>(application);
        application.addDefaultCommands(bootstrap);
        application.initialize(bootstrap);
        List<String> all = new ArrayList<>(List.of("scenarios"));
        all.addAll(List.of(arguments));
        all.add(config.toString());
        err.reset();
        return new Cli(new JarLocation(getClass()), bootstrap, System.out, new PrintStream(err, true, UTF_8))
                .run(all.toArray(String[]::new))
                .isEmpty();
    }

    private Path archive(String name, String... items) throws Exception {
        return Files.writeString(
                folder.resolve(name),
                "{\"format\":\"chitchat-scenarios\",\"version\":1,\"scenarios\":[" + String.join(",", items) + "]}");
    }

    private static String item(String id, String name) {
        return ITEM.formatted(id, name, "");
    }

    private Map<String, String> exported(Path data) throws Exception {
        Path file = folder.resolve("exported-" + System.nanoTime() + ".json");
        assertThat(run(data, "", "export", file.toString()))
                .as(err.toString(UTF_8))
                .isTrue();
        return byId(file);
    }

    /** The items of an archive, digit for digit. */
    private static Map<String, String> byId(Path archive) throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (Json item : Json.parseObject(Files.readString(archive)).elements("scenarios")) {
            found.put(String.valueOf(((Json.Object) item).text("id")), item.raw());
        }
        return found;
    }

    /** The settings of a server in this process are system properties, which the command would obey too. */
    private static TestServer serverOnly(TestServer server) {
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("dw."));
        return server;
    }

    @Test
    void scenariosMoveBetweenDataFilesWithIdsAndTimes() throws Exception {
        Path data = folder.resolve("one.db");
        assertThat(run(
                        data,
                        "",
                        "import",
                        archive("in.json", item("a", "A"), item("b", "B")).toString()))
                .as(err.toString(UTF_8))
                .isTrue();
        Map<String, String> first = exported(data);
        assertThat(first.get("a")).isEqualTo(item("a", "A"));
        Path file = folder.resolve("all.json");
        assertThat(run(data, "", "export", file.toString())).isTrue();
        assertThat(run(folder.resolve("two.db"), "", "import", file.toString())).isTrue();
        assertThat(exported(folder.resolve("two.db")))
                .containsEntry("a", first.get("a"))
                .containsEntry("b", item("b", "B"));
        assertThat(run(data, "", "export", file.toString())).isFalse();
        assertThat(err.toString(UTF_8)).contains("exists already").doesNotContain("\tat ");
    }

    @Test
    void anExportLeavesOutWhatNoServerWouldStore() throws Exception {
        Path data = folder.resolve("one.db");
        assertThat(run(
                        data,
                        "",
                        "import",
                        archive("in.json", item("a", "A"), item("b", "B")).toString()))
                .isTrue();
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + data);
                Statement statement = file.createStatement()) {
            statement.execute("UPDATE scenarios SET config = '{\"metadata\":{}}' WHERE id = 'b'");
        }
        Path file = folder.resolve("some.json");
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, UTF_8));
        try {
            assertThat(run(data, "", "export", file.toString())).isTrue();
        } finally {
            System.setErr(before);
        }
        assertThat(byId(file)).containsKey("a").doesNotContainKey("b");
        assertThat(told.toString(UTF_8)).contains("Left out").contains("(b).config.metadata");
        assertThat(run(folder.resolve("two.db"), "", "import", file.toString())).isTrue();
    }

    @Test
    void aConflictImportsNothingUnlessAnOptionSaysWhatToDo() throws Exception {
        Path data = folder.resolve("one.db");
        run(data, "", "import", archive("in.json", item("a", "A")).toString());
        String changed =
                archive("changed.json", item("new", "N"), item("a", "other")).toString();
        assertThat(run(data, "", "import", changed)).isFalse();
        assertThat(err.toString(UTF_8))
                .contains("another content: a.", "conflicts=replace")
                .doesNotContain("\tat ");
        assertThat(exported(data)).doesNotContainKey("new");
        assertThat(run(data, "", "import", "--conflicts", "keep", changed)).isTrue();
        assertThat(exported(data)).containsEntry("a", item("a", "A")).containsEntry("new", item("new", "N"));
        assertThat(run(data, "", "import", "--conflicts=replace", changed)).isTrue();
        assertThat(exported(data)).containsEntry("a", item("a", "other"));
        // The same again is not a conflict, nor is it in another layout.
        assertThat(run(data, "", "import", changed)).isTrue();
        Path laidOut = Files.writeString(
                folder.resolve("laid-out.json"),
                Files.readString(Path.of(changed)).replace("\":", "\" : "));
        assertThat(run(data, "", "import", laidOut.toString()))
                .as(err.toString(UTF_8))
                .isTrue();
    }

    @Test
    void unchangedShippedScenariosGiveWay() throws Exception {
        String id = ShippedScenarios.ids().get(0);
        Path data = folder.resolve("one.db");
        Path shipped = Files.writeString(
                folder.resolve("shipped.json"), ScenarioArchive.of(ShippedScenarios.all(Instant.EPOCH)));
        assertThat(run(data, "", "import", shipped.toString())).isTrue();
        assertThat(exported(data)).containsKey(id);
        String edited = archive("edited.json", item(id, "edited")).toString();
        assertThat(run(data, "", "import", edited)).as(err.toString(UTF_8)).isTrue();
        assertThat(exported(data)).containsEntry(id, item(id, "edited"));
        String again = archive("again.json", item(id, "edited again")).toString();
        assertThat(run(data, "", "import", again)).isFalse();
        assertThat(err.toString(UTF_8)).contains("another content: " + id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cut off|{\"format\":\"chitchat-scenarios\",\"version\":1,\"scenarios\":[GOOD,{\"id\":\"x\"|not usable JSON",
                "no archive|{\"hello\":1}|format",
                "later version|{\"format\":\"chitchat-scenarios\",\"version\":2,\"scenarios\":[]}|version",
                "one bad scenario|[GOOD,{\"name\":\"x\",\"config\":{\"metadata\":{\"id\":\"x\"},\"agents\":[]}}]|scenarios.1.config.metadata.title",
                "twice|[GOOD,GOOD]|scenarios.1.id",
                "another id|[{\"id\":\"y\",\"name\":\"x\",\"config\":{\"metadata\":{\"id\":\"x\",\"title\":\"t\"},\"agents\":[]}}]|scenarios.0.id",
                "bad time|[{\"createdAt\":\"today\",\"name\":\"x\",\"config\":{\"metadata\":{\"id\":\"x\",\"title\":\"t\"},\"agents\":[]}}]|scenarios.0.createdAt",
                "no list|3|must be an object"
            })
    void aDamagedFileImportsNothing(String what, String content, String complaint) throws Exception {
        Path data = folder.resolve("one.db");
        Path file = Files.writeString(folder.resolve("in.json"), content.replace("GOOD", item("good", "Good")));
        assertThat(run(data, "", "import", file.toString())).as(what).isFalse();
        assertThat(err.toString(UTF_8)).contains(complaint).doesNotContain("\tat ");
        assertThat(data).doesNotExist();
    }

    @Test
    void scenariosMoveBetweenServers() throws Exception {
        Path data = folder.resolve("server.db");
        try (TestServer server =
                serverOnly(TestServer.start(data, Map.of("publishedEditToken", "s3cret", "logging.level", "WARN")))) {
            String address = server.http("").toString();
            String locked = archive("in.json", ITEM.formatted("p", "P", "\"published\""), item("a", "A"))
                    .toString();
            Path none = folder.resolve("none.db");
            assertThat(run(none, "", "import", "--server", address, locked))
                    .as(err.toString(UTF_8))
                    .isTrue();
            Path out = folder.resolve("out.json");
            assertThat(run(none, "", "export", "--server", address + "/api/", out.toString()))
                    .isTrue();
            assertThat(byId(out)).containsEntry("a", item("a", "A"));
            String changed = archive("changed.json", item("new", "N"), item("p", "other"))
                    .toString();
            assertThat(run(none, "", "import", "--server", address, changed)).isFalse();
            assertThat(err.toString(UTF_8))
                    .contains("409", "another content: p.")
                    .doesNotContain("\tat ");
            assertThat(run(none, "", "import", "--server", address, "--conflicts=replace", changed))
                    .isFalse();
            assertThat(err.toString(UTF_8)).contains("423", "locked");
            assertThat(server.http("/api/scenarios/new"))
                    .satisfies(uri -> assertThat(status(uri)).isEqualTo(404));
            assertThat(run(
                            none,
                            "publishedEditToken: s3cret\n",
                            "import",
                            "--server",
                            address,
                            "--conflicts=replace",
                            changed))
                    .as(err.toString(UTF_8))
                    .isTrue();
            assertThat(status(server.http("/api/scenarios/new"))).isEqualTo(200);
            // The data file belongs to the server.
            assertThat(run(data, "", "import", changed)).isFalse();
            assertThat(err.toString(UTF_8)).contains("Another server is running");
            assertThat(exported(data)).containsKey("new");
            assertThat(none).doesNotExist();
        }
    }

    private static int status(URI uri) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void overHttpEveryFaultOfAnArchiveIsReported() throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("server.db"), Map.of("logging.level", "WARN"))) {
            String two =
                    "{\"format\":\"chitchat-scenarios\",\"version\":1,\"scenarios\":[{\"name\":1},{\"name\":\"x\"}]}";
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(server.http("/api/scenario-archive"))
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(two))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(400);
            JsonNode fields = JSON.readTree(answer.body()).at("/details/fieldErrors");
            assertThat(fields.fieldNames()).toIterable().contains("scenarios.0.name", "scenarios.1.config");
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws Exception {
        Path in = archive("in.json", item("a", "A"));
        assertThat(run(folder.resolve("x.db"), "", "import", "--server", "http://127.0.0.1:1", in.toString()))
                .isFalse();
        assertThat(err.toString(UTF_8)).contains("127.0.0.1:1", "--server").doesNotContain("\tat ");
        assertThat(run(folder.resolve("x.db"), "", "import", "--server", "nonsense", in.toString()))
                .isFalse();
        assertThat(err.toString(UTF_8)).contains("--server must be");
    }

    @Test
    void anEditTokenThatThisCommandCannotSendIsNamed() throws Exception {
        Path in = archive("in.json", item("a", "A"));
        String token = "publishedEditToken: \"schl\u00fcssel\"\n";
        assertThat(run(folder.resolve("x.db"), token, "import", "--server", "http://127.0.0.1:1", in.toString()))
                .isFalse();
        assertThat(err.toString(UTF_8))
                .contains("PUBLISHED_EDIT_TOKEN", "ASCII")
                .doesNotContain("ssel", "\tat ");
    }
}
