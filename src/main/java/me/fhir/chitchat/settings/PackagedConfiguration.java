package me.fhir.chitchat.settings;

import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Finds the configuration: the file that was named, or the documented one inside the jar when none was. */
public final class PackagedConfiguration implements ConfigurationSourceProvider {
    /** Stands for the configuration inside the jar. */
    public static final String NAME = "packaged:config.yml";

    private static final String RESOURCE = "/config.yml";

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

    /**
     * The arguments with the packaged configuration named where a command was given none.
     *
     * @param commands the commands that take nothing but a configuration file
     */
    public static String[] named(String[] arguments, Set<String> commands) {
        if (arguments.length == 1 && commands.contains(arguments[0])) {
            return new String[] {arguments[0], NAME};
        }
        return arguments;
    }
}
