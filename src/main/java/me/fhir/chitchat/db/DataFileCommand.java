package me.fhir.chitchat.db;

import io.dropwizard.core.Configuration;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ConfiguredCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import me.fhir.chitchat.runtime.settings.StartSentence;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jspecify.annotations.Nullable;

/** A command about the data file that the configuration names. */
abstract class DataFileCommand<C extends Configuration> extends ConfiguredCommand<C> {
    private final Class<C> configurationClass;
    private final Function<C, Path> dataFile;

    DataFileCommand(String name, String description, Class<C> configurationClass, Function<C, Path> dataFile) {
        super(name, description);
        this.configurationClass = configurationClass;
        this.dataFile = dataFile;
    }

    Path dataFile(C configuration) {
        return dataFile.apply(configuration).toAbsolutePath();
    }

    @Override
    protected Class<C> getConfigurationClass() {
        return configurationClass;
    }

    /** Operators need the sentence; a stack trace appears only for a bug. */
    @Override
    public void onError(Cli cli, @Nullable Namespace namespace, Throwable e) {
        if (e instanceof IOException) {
            cli.getStdErr().println(e.getMessage());
            return;
        }
        StartSentence.of(e).ifPresentOrElse(cli.getStdErr()::println, () -> super.onError(cli, namespace, e));
    }
}
