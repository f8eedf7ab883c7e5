package me.fhir.chitchat.runtime.settings;

import io.dropwizard.configuration.ConfigurationException;
import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a command could not start, as one sentence for the person at the terminal. */
public final class StartSentence {
    /** What Jackson puts around it names classes and places in the source that no operator knows. */
    private static final Pattern REFUSED_BY_A_CLASS = Pattern.compile("(?:Failed to parse configuration at: \\S+; )?"
            + "Cannot construct instance of `[^`]*`, problem: (.*?) at \\[Source: .*");

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

    /** A message on one line, ending in a full stop; of what a configuration class refused, its own sentence alone. */
    static String oneLine(@Nullable String text) {
        String line = String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", " ");
        line = REFUSED_BY_A_CLASS.matcher(line).replaceFirst("$1").strip();
        return line.endsWith(".") ? line : line + ".";
    }
}
