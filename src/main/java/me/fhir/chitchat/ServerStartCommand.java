package me.fhir.chitchat;

import io.dropwizard.core.Application;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Environment;
import me.fhir.chitchat.runtime.settings.BindFailure;
import me.fhir.chitchat.runtime.settings.StartSentence;
import net.sourceforge.argparse4j.inf.Namespace;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/** The command {@code server}; a start that fails is explained in a sentence, without a stack trace. */
final class ServerStartCommand extends ServerCommand<ChitchatConfiguration> {
    ServerStartCommand(Application<ChitchatConfiguration> application) {
        super(application);
    }

    @Override
    protected void run(Environment environment, Namespace namespace, ChitchatConfiguration configuration)
            throws Exception {
        Server server = configuration.getServerFactory().build(environment);
        server.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopped(LifeCycle event) {
                cleanup();
            }
        });
        cleanupAsynchronously();
        try {
            server.start();
        } catch (Exception e) {
            // Jetty declares no more than this; what has started is stopped whatever failed.
            Exception explained = BindFailure.explained(server, e);
            server.stop();
            throw explained;
        }
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable e) {
        StartSentence.of(e).ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, namespace, e));
    }
}
