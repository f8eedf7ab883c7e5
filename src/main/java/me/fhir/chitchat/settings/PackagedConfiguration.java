package me.fhir.chitchat.settings;

import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;

/** Finds the configuration: the file that was named, or the documented one inside the jar when none was. */
public final class PackagedConfiguration implements ConfigurationSourceProvider {
    /** Stands for the configuration inside the jar. */
    public static final String NAME = "packaged:config.yml";

    private static final String RESOURCE = "/config.yml";
    /** Commands that serve nothing, or name their configuration by an option. */
    private static final Set<String> WITHOUT_FILE = Set.of("connect", "test", "verify");

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
}
