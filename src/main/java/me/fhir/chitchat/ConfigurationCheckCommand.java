package me.fhir.chitchat;

import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.setup.Bootstrap;
import me.fhir.chitchat.llm.ModelCatalog;
import me.fhir.chitchat.runtime.settings.StartSentence;
import net.sourceforge.argparse4j.inf.Namespace;

/** The command {@code check}: explains in a sentence what is wrong with a configuration. */
final class ConfigurationCheckCommand extends CheckCommand<ChitchatConfiguration> {
    ConfigurationCheckCommand(Application<ChitchatConfiguration> application) {
        super(application);
    }

    @Override
    protected void run(
            Bootstrap<ChitchatConfiguration> bootstrap, Namespace namespace, ChitchatConfiguration configuration)
            throws Exception {
        ModelCatalog.requireUsableDefaults(configuration.llm);
        var unused = configuration.clientAddress();
        var unusedEither = configuration.outboundAllowed();
        super.run(bootstrap, namespace, configuration);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable e) {
        StartSentence.of(e).ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, namespace, e));
    }
}
