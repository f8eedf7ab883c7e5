package me.fhir.chitchat.runtime.settings;

import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** Finds the configuration: the file that was named, or the documented one inside the jar when none was. */
public final class PackagedConfiguration implements ConfigurationSourceProvider {
    /** Stands for the configuration inside the jar. */
    public static final String NAME = "packaged:config.yml";

    private static final String RESOURCE = "/config.yml";
    /** Commands that serve nothing, or name their configuration by an option. */
    private static final Set<String> WITHOUT_FILE = Set.of("connect", "test", "verify");

    /** How many arguments of its own a command takes before its configuration; without them it is not for us to add any. */
    private static final Map<String, Integer> OWN_ARGUMENTS =
            Map.of("db", 1, "scenarios", 2, "import-evidence", 1, "migrate-data", 1, "backup", 1, "restore", 1);

    private final ConfigurationSourceProvider files = new FileConfigurationSourceProvider();

    @Override
    public InputStream open(String path) throws IOException {
        if (!path.equals(NAME)) {
            return files.open(path);
        }
        InputStream packaged = PackagedConfiguration.class.getResourceAsStream(RESOURCE);
        if (packaged == null) {
            throw new FileNotFoundException("config.yml is missing in the jar");
        }
        return packaged;
    }

    /** The arguments of a command, with the packaged configuration named where they name none. */
    public static String[] named(String... arguments) {
        boolean complete = arguments.length == 0
                || WITHOUT_FILE.contains(arguments[0])
                || own(arguments) < OWN_ARGUMENTS.getOrDefault(arguments[0], 0)
                || Arrays.stream(arguments)
                        .anyMatch(argument -> argument.endsWith(".yml")
                                || argument.endsWith(".yaml")
                                || argument.equals("-h")
                                || argument.equals("--help")
                                || argument.equals("--version"));
        if (complete) {
            return arguments;
        }
        String[] named = Arrays.copyOf(arguments, arguments.length + 1);
        named[arguments.length] = NAME;
        return named;
    }

    /** Those behind the command that are neither options nor their values. */
    private static int own(String... arguments) {
        int own = 0;
        for (int i = 1; i < arguments.length; i++) {
            boolean value = arguments[i - 1].startsWith("--") && !arguments[i - 1].contains("=");
            own += arguments[i].startsWith("-") || value ? 0 : 1;
        }
        return own;
    }
}
