package me.fhir.chitchat;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.time.Instant;
import java.util.Optional;
import me.fhir.chitchat.db.StoredScenarios;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.runtime.files.TemporaryFolder;
import me.fhir.chitchat.runtime.lifecycle.ServerlessLifecycle;
import me.fhir.chitchat.runtime.settings.SettingException;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ShippedScenarios;
import me.fhir.chitchat.testrun.ScenarioRun;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/**
 * {@code rehearse [config.yml] --scenario ID}: plays a scenario to its end with agents of this process in a temporary data
 * file, and prints the transcript.
 */
final class RehearseCommand extends ConfiguredCommand<ChitchatConfiguration> {
    RehearseCommand() {
        super("rehearse", "Plays a scenario to its end in a throw-away store and prints the transcript");
    }

    @Override
    protected Class<ChitchatConfiguration> getConfigurationClass() {
        return ChitchatConfiguration.class;
    }

    @Override
    public void configure(Subparser subparser) {
        subparser
                .addArgument("--scenario")
                .required(true)
                .help("the scenario's id: a stored one, or one that is shipped");
        subparser
                .addArgument("--model")
                .setDefault("mock-model")
                .help("the model that plays both sides; default: mock-model, which needs no key");
        super.configure(subparser);
    }

    @Override
    protected void run(
            Bootstrap<ChitchatConfiguration> bootstrap, Namespace namespace, ChitchatConfiguration configuration)
            throws Exception {
        String id = namespace.getString("scenario");
        ScenarioItem scenario = scenario(configuration, id)
                .orElseThrow(() -> new SettingException("There is no scenario \"" + id + "\", neither in "
                        + configuration.storage + " nor among the shipped ones: "
                        + String.join(", ", ShippedScenarios.ids()) + "."));
        try (TemporaryFolder folder = TemporaryFolder.create("rehearsal")) {
            StorageConfiguration storage =
                    new StorageConfiguration(folder.resolve("rehearsal.db").toString(), null);
            play(scenario, namespace.getString("model"), configuration, storage);
        }
    }

    private static void play(
            ScenarioItem scenario, String model, ChitchatConfiguration configuration, StorageConfiguration storage)
            throws Exception {
        Environment environment = new Environment("rehearsal");
        Components components = Components.open(configuration, storage, environment);
        ScenarioRun run = new ScenarioRun(
                components.stores.scenarios, components.orchestration.orchestrator, components.agents.host, System.out);
        ServerlessLifecycle.during(environment, () -> run.play(scenario, model));
    }

    private static Optional<ScenarioItem> scenario(ChitchatConfiguration configuration, String id) {
        return StoredScenarios.find(configuration.storage, id).or(() -> ShippedScenarios.find(id, Instant.now()));
    }

    @Override
    public void onError(Cli cli, @Nullable Namespace namespace, Throwable e) {
        if (e instanceof SettingException || e instanceof ConfigurationException) {
            cli.getStdErr().println(e.getMessage());
            return;
        }
        super.onError(cli, namespace, e);
    }
}
