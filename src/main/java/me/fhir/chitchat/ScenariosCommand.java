package me.fhir.chitchat;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import me.fhir.chitchat.connect.remote.RemoteScenarios;
import me.fhir.chitchat.connect.remote.ScenarioArchiveFile;
import me.fhir.chitchat.db.StoredScenarios;
import me.fhir.chitchat.json.WireName;
import me.fhir.chitchat.runtime.settings.StartSentence;
import me.fhir.chitchat.scenario.ScenarioImport;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.wire.ScenarioArchive;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/**
 * {@code scenarios export|import FILE [--server URL] [--conflicts …] [config.yml]}: all scenarios of the data file, or of a
 * running server, out to one file and in from it.
 */
final class ScenariosCommand extends ConfiguredCommand<ChitchatConfiguration> {
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
        ScenarioArchiveFile archive = new ScenarioArchiveFile(Path.of(namespace.getString("archive")));
        String server = namespace.getString("server");
        if (namespace.getString("action").equals("export")) {
            export(archive, server, configuration);
            return;
        }
        ScenarioImport.Conflicts conflicts = WireName.find(
                        ScenarioImport.Conflicts.class, namespace.getString("conflicts"))
                .orElseThrow();
        load(archive, server, conflicts, configuration);
    }

    private static void export(
            ScenarioArchiveFile archive, @Nullable String server, ChitchatConfiguration configuration)
            throws IOException, InterruptedException {
        archive.requireNew();
        ScenarioArchiveFile.Written written = server == null
                ? archive.write(ScenarioArchive.of(StoredScenarios.all(configuration.storage)), "the data file")
                : archive.write(new RemoteScenarios(server, configuration.publishedEditToken).export(), server);
        System.err.println(written.scenarios() + " scenarios written to " + archive);
        if (!written.leftOut().isEmpty()) {
            System.err.println("Left out, because no server would store it:" + written.leftOut());
        }
    }

    private static void load(
            ScenarioArchiveFile archive,
            @Nullable String server,
            ScenarioImport.Conflicts conflicts,
            ChitchatConfiguration configuration)
            throws Exception {
        List<ScenarioItem> items = archive.read();
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

    @Override
    public void onError(Cli cli, @Nullable Namespace namespace, Throwable e) {
        if (e instanceof ScenarioImport.ConflictException || e instanceof IOException) {
            cli.getStdErr().println(e.getMessage());
            return;
        }
        StartSentence.of(e).ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, namespace, e));
    }
}
