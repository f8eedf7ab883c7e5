package me.fhir.chitchat;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import me.fhir.chitchat.settings.SettingException;
import net.sourceforge.argparse4j.inf.Namespace;

/** The command {@code server}; a configuration that cannot be used is told in a sentence, not in a stack trace. */
final class ServerStart extends ServerCommand<ChitchatConfiguration> {
    ServerStart(Application<ChitchatConfiguration> application) {
        super(application);
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable e) {
        if (e instanceof SettingException || e instanceof ConfigurationException) {
            cli.getStdErr().println(e.getMessage());
            return;
        }
        super.onError(cli, namespace, e);
    }
}
