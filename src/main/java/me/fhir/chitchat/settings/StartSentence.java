package me.fhir.chitchat.settings;

import io.dropwizard.configuration.ConfigurationException;
import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a command could not start, as one sentence for the person at the terminal. */
public final class StartSentence {
    private StartSentence() {}

    /** The sentence; empty when the failure is a mistake of the program, which needs its stack trace. */
    public static Optional<String> of(Throwable failure) {
        String file = failure instanceof ConfigurationException ? configurationFile(failure) : "";
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SettingException) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
            // What the constructor of a part of the configuration says about its own fields.
            if (e != failure && e instanceof IllegalArgumentException && !file.isEmpty()) {
                return Optional.of("The configuration " + file + " cannot be used: " + oneLine(e.getMessage()));
            }
        }
        if (failure instanceof ConfigurationException configuration) {
            return Optional.of("The configuration " + file + " cannot be used: "
                    + configuration.getErrors().stream()
                            .map(StartSentence::oneLine)
                            .collect(Collectors.joining("; ")));
        }
        if (failure instanceof FileNotFoundException || failure instanceof NoSuchFileException) {
            return Optional.of("The configuration file cannot be read: " + oneLine(failure.getMessage()));
        }
        return Optional.empty();
    }

    /** The message begins with the name of the file. */
    private static String configurationFile(Throwable failure) {
        return String.valueOf(failure.getMessage()).replaceFirst("(?s) has (an|the following) errors?:.*", "");
    }

    static String oneLine(@Nullable String text) {
        String line = String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", " ");
        return line.endsWith(".") ? line : line + ".";
    }
}
