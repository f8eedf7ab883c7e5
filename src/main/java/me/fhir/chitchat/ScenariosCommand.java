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
import java.util.function.BiFunction;
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
                ? ScenarioArchive.of(StoredScenarios.all(configuration.storage))
                : new RemoteScenarios(server, configuration.publishedEditToken).export();
        FieldErrors leftOut = new FieldErrors();
        // What another server sent is as little worth as a damaged file.
        List<ScenarioItem> items = parsed(
                text,
                server == null ? "the data file" : server,
                (json, errors) -> ScenarioArchive.readUsable(json, now(), errors, leftOut));
        try {
            Files.writeString(
                    archive,
                    ScenarioArchive.of(items),
                    Files.exists(archive) ? StandardOpenOption.WRITE : StandardOpenOption.CREATE_NEW);
        } catch (NoSuchFileException e) {
            throw new SettingException("There is no folder " + archive.getParent() + " to write to.");
        } catch (FileAlreadyExistsException e) {
            throw new SettingException(archive + " exists already; name a file that does not.");
        }
        System.err.println(items.size() + " scenarios written to " + archive);
        if (!leftOut.isEmpty()) {
            System.err.println("Left out, because no server would store it:" + lines(leftOut));
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void load(
            Path archive,
            @Nullable String server,
            ScenarioImport.Conflicts conflicts,
            ChitchatConfiguration configuration)
            throws Exception {
        List<ScenarioItem> items =
                parsed(text(archive), archive.toString(), (json, errors) -> ScenarioArchive.read(json, now(), errors));
        ScenarioImport.Report report = server == null
                ? StoredScenarios.change(
                        configuration.storage,
                        configuration.ceilings.conversation(configuration.conversations.maxTurns()),
                        store -> ScenarioImport.run(store, items, conflicts, ScenarioImport.Guard.NONE))
                : new RemoteScenarios(server, configuration.publishedEditToken).load(items, conflicts);
        printIds("added", report.added());
        printIds("replaced", report.replaced());
        printIds("kept as they were", report.kept());
        printIds("stored already", report.unchanged());
    }

    private static void printIds(String what, List<String> ids) {
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

    private static List<ScenarioItem> parsed(
            String text, String source, BiFunction<Json, FieldErrors, List<ScenarioItem>> reader) {
        FieldErrors errors = new FieldErrors();
        try {
            List<ScenarioItem> items = reader.apply(Json.parse(text, LIMITS), errors);
            if (errors.isEmpty()) {
                return items;
            }
        } catch (JsonSyntaxException e) {
            throw new SettingException(source + " is not usable JSON, and nothing was done: " + e.sentence() + ".");
        }
        throw new SettingException(source + " is no archive of scenarios, and nothing was done:" + lines(errors));
    }

    private static String lines(FieldErrors errors) {
        StringBuilder lines = new StringBuilder();
        errors.byPath()
                .forEach((path, sentences) ->
                        lines.append("\n  ").append(path).append(' ').append(String.join("; ", sentences)));
        return lines.toString();
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
