package me.fhir.chitchat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.core.cli.ConfiguredCommand;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.logging.common.ConsoleAppenderFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.orchestrator.WatchdogConfiguration;
import me.fhir.chitchat.runtime.files.TemporaryFolder;
import me.fhir.chitchat.runtime.lifecycle.LoopbackServer;
import me.fhir.chitchat.runtime.settings.PackagedConfiguration;
import me.fhir.chitchat.runtime.settings.SettingException;
import me.fhir.chitchat.testrun.SuiteException;
import me.fhir.chitchat.testrun.SuiteExecution;
import me.fhir.chitchat.testrun.SuiteRequest;
import me.fhir.chitchat.testrun.UnavailableException;
import me.fhir.chitchat.websocket.WebSocketConnectorFactory;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParserException;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;

/**
 * {@code test SUITE.yml}: plays conversations as a suite says and judges them, in a throw-away store of this process or on a
 * running server. Exit code 0 when all scenarios passed, 1 when one failed, 2 when runs could not be judged, 3 when the suite
 * or the command line is wrong.
 */
final class TestCommand extends ConfiguredCommand<ChitchatConfiguration> {
    private static final String NAME = "test";
    private static final int INFRASTRUCTURE = 2;
    private static final long WATCHDOG_INTERVAL_MS = 5_000;
    /** Exit code: the suite or the command line is wrong. */
    static final int WRONG_SUITE = 3;

    private int exitCode;

    TestCommand() {
        super(NAME, "Plays conversations as a suite says, and judges them");
    }

    @Override
    protected Class<ChitchatConfiguration> getConfigurationClass() {
        return ChitchatConfiguration.class;
    }

    @Override
    public void configure(Subparser subparser) {
        subparser.addArgument("suite").help("the suite, in YAML or JSON");
        subparser
                .addArgument("--seat")
                .action(Arguments.append())
                .metavar("ROLE=WHO")
                .help("who plays a role: server, model:PROVIDER/NAME, a2a:URL, exec:COMMAND or open");
        subparser.addArgument("--runs").type(Integer.class).help("runs of each scenario");
        subparser.addArgument("--junit").metavar("FILE").help("write the result as JUnit XML");
        subparser.addArgument("--json").metavar("FILE").help("write the result as JSON");
        subparser.addArgument("--html").metavar("FILE").help("write the result as a page");
        subparser.addArgument("--baseline").metavar("FILE").help("an earlier --json file; names what got worse");
        subparser.addArgument("--server").metavar("URL").help("a running server; without it one runs in this process");
        subparser
                .addArgument("--resume")
                .metavar("FILE")
                .help("keeps finished runs in this file, and does not repeat those that it holds");
        subparser
                .addArgument("--config")
                .dest("file")
                .metavar("FILE")
                .setDefault(PackagedConfiguration.NAME)
                .help("the configuration of the server in this process");
    }

    /** Whether this ended the start because the command line of {@code test} was wrong. */
    static boolean isMisused(Throwable failure) {
        return failure instanceof ArgumentParserException misused
                && NAME.equals(misused.getParser().getDefault("command"));
    }

    @Override
    public void run(Bootstrap<?> bootstrap, Namespace namespace) throws Exception {
        int code = status(bootstrap, namespace);
        if (code != 0) {
            System.exit(code);
        }
    }

    private int status(Bootstrap<?> bootstrap, Namespace namespace) throws Exception {
        try {
            SuiteExecution execution = new SuiteExecution(request(namespace), System.getenv());
            String server = namespace.getString("server");
            if (server != null) {
                return execution.run(server, true);
            }
            super.run(bootstrap, namespace);
            return exitCode;
        } catch (SuiteException e) {
            System.err.println(e.getMessage());
            return WRONG_SUITE;
        } catch (SettingException | ConfigurationException | UnavailableException | IOException e) {
            System.err.println(e.getMessage());
            return INFRASTRUCTURE;
        }
    }

    @Override
    protected void run(
            Bootstrap<ChitchatConfiguration> bootstrap, Namespace namespace, ChitchatConfiguration configuration)
            throws Exception {
        logToStandardError(bootstrap);
        try (TemporaryFolder folder = TemporaryFolder.create("chitchat-test")) {
            LoopbackServer server = server(configuration, folder);
            try {
                exitCode = new SuiteExecution(request(namespace), System.getenv()).run(server.address(), false);
            } finally {
                server.stop();
            }
        }
    }

    /** The whole server; of the configuration's addresses and storage nothing is used. */
    private static LoopbackServer server(ChitchatConfiguration configuration, TemporaryFolder folder) throws Exception {
        configuration.publicApiBaseUrl = null;
        // Soon enough for a silent agent; a conversation that set nothing keeps its time.
        configuration.watchdog = new WatchdogConfiguration(
                configuration.watchdog.enabled(),
                WATCHDOG_INTERVAL_MS,
                WATCHDOG_INTERVAL_MS,
                configuration.watchdog.stalledThreshold().toMillis());
        Environment environment = new Environment(NAME);
        Protocols.start(
                configuration,
                new StorageConfiguration(folder.resolve("test.db").toString(), null),
                environment);
        return LoopbackServer.start(
                (DefaultServerFactory) configuration.getServerFactory(), new WebSocketConnectorFactory(), environment);
    }

    /** Standard output is for the table alone. */
    private static void logToStandardError(Bootstrap<ChitchatConfiguration> bootstrap) {
        DefaultLoggingFactory logging = new DefaultLoggingFactory();
        ConsoleAppenderFactory<ILoggingEvent> console = new ConsoleAppenderFactory<>();
        console.setTarget(ConsoleAppenderFactory.ConsoleStream.STDERR);
        logging.setLevel("ERROR");
        logging.setAppenders(List.of(console));
        logging.configure(bootstrap.getMetricRegistry(), NAME);
    }

    private static SuiteRequest request(Namespace namespace) {
        Integer runs = namespace.getInt("runs");
        if (runs != null && runs < 1) {
            throw new SuiteException("--runs", "must be 1 or more");
        }
        return new SuiteRequest(
                path(namespace.getString("suite"), "suite"),
                seats(namespace.getList("seat")),
                runs,
                optionalPath(namespace, "resume"),
                new SuiteRequest.ReportFiles(
                        optionalPath(namespace, "junit"),
                        optionalPath(namespace, "json"),
                        optionalPath(namespace, "html"),
                        optionalPath(namespace, "baseline")),
                new SuiteRequest.SuiteOutput(System.out, System.err));
    }

    private static Map<String, String> seats(@Nullable List<String> given) {
        Map<String, String> seats = new LinkedHashMap<>();
        for (String seat : given == null ? List.<String>of() : given) {
            int equals = seat.indexOf('=');
            if (equals < 1) {
                throw new SuiteException("--seat", "must be ROLE=WHO, such as patient-agent=open; it is " + seat);
            }
            seats.put(seat.substring(0, equals), seat.substring(equals + 1));
        }
        return seats;
    }

    private static @Nullable Path optionalPath(Namespace namespace, String option) {
        String path = namespace.getString(option);
        return path == null ? null : path(path, "--" + option);
    }

    private static Path path(String path, String where) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new SuiteException(where, "is not a path of this system: " + path);
        }
    }
}
