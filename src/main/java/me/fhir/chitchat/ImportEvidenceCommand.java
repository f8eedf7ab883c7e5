package me.fhir.chitchat;

import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import me.fhir.chitchat.connect.remote.RemoteEvidence;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ImportStore.Imported;
import me.fhir.chitchat.db.StoredImports;
import me.fhir.chitchat.evidence.EvidenceException;
import me.fhir.chitchat.evidence.EvidenceImport;
import me.fhir.chitchat.evidence.EvidenceLimits;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.runtime.settings.SettingException;
import me.fhir.chitchat.runtime.settings.StartSentence;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/**
 * {@code import-evidence FILE [--server URL] [config.yml]}: puts a conversation of another server into the data file, or into
 * a running server.
 */
final class ImportEvidenceCommand extends ConfiguredCommand<ChitchatConfiguration> {
    ImportEvidenceCommand() {
        super("import-evidence", "Takes a conversation that was held on another server, from its evidence file");
    }

    @Override
    protected Class<ChitchatConfiguration> getConfigurationClass() {
        return ChitchatConfiguration.class;
    }

    @Override
    public void configure(Subparser subparser) {
        subparser.addArgument("evidence").help("a file from /api/conversations/{id}/evidence.zip");
        subparser
                .addArgument("--server")
                .help(
                        "the address of a running server, such as https://host; default: the data file of the configuration");
        super.configure(subparser);
    }

    @Override
    protected void run(
            Bootstrap<ChitchatConfiguration> bootstrap, Namespace namespace, ChitchatConfiguration configuration)
            throws Exception {
        Path file = Path.of(namespace.getString("evidence")).toAbsolutePath();
        if (!Files.isRegularFile(file)) {
            throw new SettingException("There is no file " + file + ".");
        }
        String server = namespace.getString("server");
        if (server == null) {
            Imported imported = stored(file, configuration);
            printResult(String.valueOf(imported.conversation()), imported.fresh());
            return;
        }
        Json.Object answer = RemoteEvidence.send(server, file);
        printResult(String.valueOf(answer.raw("conversationId")), !answer.has("error"));
    }

    private static Imported stored(Path file, ChitchatConfiguration configuration) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try {
            return StoredImports.add(
                    configuration.storage,
                    configuration.ceilings.conversation(configuration.conversations.maxTurns()),
                    EvidenceImport.read(file, EvidenceLimits.COMMAND, now));
        } catch (EvidenceException e) {
            throw new SettingException("Nothing was imported: " + e.sentence());
        } catch (ConversationException e) {
            throw new SettingException("Nothing was imported: " + e.sentence());
        }
    }

    private static void printResult(String conversation, boolean fresh) {
        System.out.println(
                fresh
                        ? "Imported as conversation " + conversation + "."
                        : "It was imported before, as conversation " + conversation + ".");
    }

    @Override
    public void onError(Cli cli, @Nullable Namespace namespace, Throwable e) {
        StartSentence.of(e).ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, namespace, e));
    }
}
