package me.fhir.chitchat;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import me.fhir.chitchat.db.StoredScenarios;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonLimits;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.scenario.FieldErrors;
import me.fhir.chitchat.scenario.ScenarioImport;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.settings.SettingException;
import me.fhir.chitchat.settings.StartSentence;
import me.fhir.chitchat.transfer.RemoteScenarios;
import me.fhir.chitchat.wire.ScenarioArchive;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/**
 * {@code scenarios export|import FILE [--server URL] [--conflicts …] [config.yml]}: all scenarios of the data file, or of a
 * running server, out to one file and in from it.
 */
final class ScenariosCommand extends ConfiguredCommand<ChitchatConfiguration> {
    /** An archive of many scenarios is larger than any request. */
    private static final JsonLimits LIMITS =
            new JsonLimits(JsonLimits.RECEIVED.depth(), Integer.MAX_VALUE, JsonLimits.RECEIVED.digits());

    ScenariosCommand() {
        super("scenarios", "Writes all scenarios to one file, or reads them from it");
    }

    @Override
    protected Class<ChitchatConfiguration> getConfigurationClass() {
        return ChitchatConfiguration.class;
    }

    @Override
    public void configure(Subparser subparser) {
        subparser.addArgument("action").choices("export", "import").help("export writes the file, import reads it");
        subparser.addArgument("archive").help("the JSON file; export does not overwrite one");
        subparser
                .addArgument("--server")
                .help(
                        "the address of a running server, such as https://host; default: the data file of the configuration."
                                + " PUBLISHED_EDIT_TOKEN is sent along to replace locked scenarios");
        subparser
                .addArgument("--conflicts")
                .choices("refuse", "keep", "replace")
                .setDefault("refuse")
                .help("when an id exists with another content: import nothing (refuse, the default), keep the stored"
                        + " scenario, or replace it");
        super.configure(subparser);
    }

    @Override
    protected void run(
            Bootstrap<ChitchatConfiguration> bootstrap, Namespace namespace, ChitchatConfiguration configuration)
            throws Exception {
        Path archive = Path.of(namespace.getString("archive")).toAbsolutePath();
        String server = namespace.getString("server");
        if (namespace.getString("action").equals("export")) {
            export(archive, server, configuration);
            return;
        }
        ScenarioImport.Conflicts conflicts = ScenarioImport.Conflicts.ofWord(namespace.getString("conflicts"))
                .orElseThrow();
        load(archive, server, conflicts, configuration);
    }

    private static void export(Path archive, @Nullable String server, ChitchatConfiguration configuration)
            throws IOException, InterruptedException {
        if (Files.isRegularFile(archive)) {
            throw new SettingException(archive + " exists already; name a file that does not.");
        }
        String text = server == null
                ? ScenarioArchive.of(StoredScenarios.all(configuration.storage.file()))
                : new RemoteScenarios(server, configuration.publishedEditToken).export();
        // What another server sent is as little worth as a damaged file.
        List<ScenarioItem> items = read(text, server == null ? "the data file" : server);
        try {
            if (Files.exists(archive)) {
                Files.writeString(archive, text, StandardOpenOption.WRITE);
            } else {
                Files.writeString(archive, text, StandardOpenOption.CREATE_NEW);
            }
        } catch (NoSuchFileException e) {
            throw new SettingException("There is no folder " + archive.getParent() + " to write to.");
        } catch (FileAlreadyExistsException e) {
            throw new SettingException(archive + " exists already; name a file that does not.");
        }
        System.err.println(items.size() + " scenarios written to " + archive);
    }

    private static void load(
            Path archive,
            @Nullable String server,
            ScenarioImport.Conflicts conflicts,
            ChitchatConfiguration configuration)
            throws Exception {
        List<ScenarioItem> items = read(text(archive), archive.toString());
        ScenarioImport.Report report = server == null
                ? StoredScenarios.change(
                        configuration.storage,
                        configuration.ceilings.conversation(configuration.conversations.maxTurns()),
                        store -> ScenarioImport.run(store, items, conflicts, ScenarioImport.Guard.NONE))
                : new RemoteScenarios(server, configuration.publishedEditToken).load(items, conflicts);
        tell("added", report.added());
        tell("replaced", report.replaced());
        tell("kept as they were", report.kept());
        tell("stored already", report.unchanged());
    }

    private static void tell(String what, List<String> ids) {
        System.out.println(ids.size() + " " + what + (ids.isEmpty() ? "" : ": " + String.join(", ", ids)));
    }

    private static String text(Path archive) throws IOException {
        try {
            String text = Files.readString(archive, StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new SettingException("There is no file " + archive + ".");
        } catch (MalformedInputException e) {
            throw new SettingException(archive + " is not UTF-8 text, and nothing was done.");
        }
    }

    private static List<ScenarioItem> read(String text, String source) {
        FieldErrors errors = new FieldErrors();
        try {
            List<ScenarioItem> items = ScenarioArchive.read(
                    Json.parse(text, LIMITS), Instant.now().truncatedTo(ChronoUnit.MILLIS), errors);
            if (errors.isEmpty()) {
                return items;
            }
        } catch (JsonSyntaxException e) {
            throw new SettingException(source + " is not usable JSON, and nothing was done: " + e.sentence() + ".");
        }
        StringBuilder faults = new StringBuilder(source + " is no archive of scenarios, and nothing was done:");
        errors.byPath()
                .forEach((path, sentences) ->
                        faults.append("\n  ").append(path).append(' ').append(String.join("; ", sentences)));
        throw new SettingException(faults.toString());
    }

    @Override
    public void onError(Cli cli, @Nullable Namespace namespace, Throwable e) {
        if (e instanceof ScenarioImport.ConflictException || e instanceof IOException) {
            cli.getStdErr().println(e.getMessage());
            return;
        }
        StartSentence.of(e).ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, namespace, e));
    }
}
