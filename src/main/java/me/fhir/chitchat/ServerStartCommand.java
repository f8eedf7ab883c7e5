package me.fhir.chitchat;

import io.dropwizard.core.Application;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Environment;
import me.fhir.chitchat.settings.SettingException;
import me.fhir.chitchat.settings.StartSentence;
import net.sourceforge.argparse4j.inf.Namespace;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnector;
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
            server.stop();
            throw portInUse(server, e);
        }
    }

    /** Names the setting of a port that is in use; any other failure stays as it is. */
    private static Exception portInUse(Server server, Exception failure) {
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof NetworkConnector network
                    && String.valueOf(failure.getMessage()).endsWith(":" + network.getPort())) {
                String setting = "admin".equals(connector.getName())
                        ? "ADMIN_PORT (server.adminConnectors)"
                        : "PORT (server.applicationConnectors)";
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                return new SettingException(setting + " is " + network.getPort() + ", which cannot be listened on ("
                        + cause.getMessage() + "); set it to a free port, 0 for any.");
            }
        }
        return failure;
    }

    @Override
    public void onError(Cli cli, Namespace namespace, Throwable e) {
        StartSentence.of(e).ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, namespace, e));
    }
}
