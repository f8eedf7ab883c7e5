package me.fhir.chitchat;

import io.dropwizard.core.Application;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import me.fhir.chitchat.connect.ConnectCommand;
import me.fhir.chitchat.db.BackupCommand;
import me.fhir.chitchat.db.RestoreCommand;
import me.fhir.chitchat.db.engine.StorageKinds;
import me.fhir.chitchat.evidence.VerifyCommand;
import me.fhir.chitchat.http.admission.FatalErrors;
import me.fhir.chitchat.runtime.launch.QuickStart;
import me.fhir.chitchat.runtime.lifecycle.ReadyMessage;
import me.fhir.chitchat.runtime.settings.EnvironmentConfigurationFactory;
import me.fhir.chitchat.runtime.settings.PackagedConfiguration;
import me.fhir.chitchat.runtime.settings.PlainObjectMapper;
import me.fhir.chitchat.websocket.WebSocketConnectorFactory;

/** Composition root: wires everything together; no class imports it. */
public final class ChitchatApplication extends Application<ChitchatConfiguration> {
    public static void main(String... args) throws Exception {
        Optional<QuickStart> plainStart = QuickStart.attempt(args, System.getenv());
        FatalErrors.watchThreads();
        new ChitchatApplication().run(PackagedConfiguration.named(args));
        QuickStart.trainAndExit(System.getenv());
        plainStart.ifPresent(QuickStart::trainForTheNextStart);
    }

    @Override
    protected void onFatalError(Throwable failure) {
        if (TestCommand.isMisused(failure)) {
            System.exit(TestCommand.WRONG_SUITE);
        }
        super.onFatalError(failure);
    }

    @Override
    public String getName() {
        return "chitchat";
    }

    @Override
    protected void addDefaultCommands(Bootstrap<ChitchatConfiguration> bootstrap) {
        Function<ChitchatConfiguration, Path> dataFile = configuration -> StorageKinds.dataFile(configuration.storage);
        bootstrap.addCommand(new ServerStartCommand(this));
        bootstrap.addCommand(new ConfigurationCheckCommand(this));
        bootstrap.addCommand(new DatabaseCommand());
        bootstrap.addCommand(new RehearseCommand());
        bootstrap.addCommand(new TestCommand());
        bootstrap.addCommand(new ScenariosCommand());
        bootstrap.addCommand(new ConnectCommand());
        bootstrap.addCommand(new VerifyCommand());
        bootstrap.addCommand(new ImportEvidenceCommand());
        bootstrap.addCommand(new MigrateDataCommand());
        bootstrap.addCommand(new BackupCommand<>(ChitchatConfiguration.class, dataFile));
        bootstrap.addCommand(new RestoreCommand<>(ChitchatConfiguration.class, dataFile));
    }

    @Override
    public void initialize(Bootstrap<ChitchatConfiguration> bootstrap) {
        bootstrap.setObjectMapper(PlainObjectMapper.create());
        bootstrap.setConfigurationSourceProvider(new PackagedConfiguration());
        bootstrap.setConfigurationFactoryFactory((type, validator, mapper, prefix) ->
                new EnvironmentConfigurationFactory<>(type, validator, mapper, prefix, System.getenv()));
    }

    @Override
    public void run(ChitchatConfiguration configuration, Environment environment) {
        // Requests stay on threads of the operating system under every Java: virtual ones take turns on a carrier for
        // each processor, and a few requests that compute would keep /api/health waiting for all of them.
        expectProxy(configuration);
        Protocols.start(configuration, configuration.storage, environment);
        ReadyMessage.printWhenListening(environment);
    }

    /** An address for the public is that of a proxy, from which every connection then comes. */
    private static void expectProxy(ChitchatConfiguration configuration) {
        String address = configuration.publicApiBaseUrl;
        if (address != null
                && !address.isBlank()
                && configuration.getServerFactory() instanceof DefaultServerFactory server) {
            server.getApplicationConnectors().stream()
                    .filter(WebSocketConnectorFactory.class::isInstance)
                    .forEach(connector -> ((WebSocketConnectorFactory) connector).setBehindProxy());
        }
    }
}
