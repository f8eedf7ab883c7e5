package me.fhir.chitchat.llm;

import io.dropwizard.util.Duration;
import jakarta.validation.constraints.Min;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether calls are written to disk, where, and whether clients may read them. A switch is on with anything but
 * nothing, {@code 0}, {@code false} and {@code off}.
 *
 * @param requests switch: write a folder for every call; default off
 * @param directory where; default: {@code llm-debug} beside the data file
 * @param publishOpenly switch: list and serve the folders below {@code /api/debug-logs}; default off
 * @param maxBytes of all folders together; 0 for as much as the volume allows. Default 1073741824
 * @param maxAge how long a folder is kept; 0s for ever. Default 30 days
 */
public record DebugLogSettings(
        @Nullable String requests,
        @Nullable String directory,
        @Nullable String publishOpenly,
        @Min(0) @Nullable Long maxBytes,
        @Nullable Duration maxAge) {
    private static final long DEFAULT_BYTES = 1L << 30;
    private static final Duration DEFAULT_AGE = Duration.days(30);
    public static final DebugLogSettings OFF = new DebugLogSettings(null, null, null, null, null);
    private static final Set<String> NO = Set.of("", "0", "false", "off");

    /** Missing members have their defaults. */
    public DebugLogSettings {
        maxBytes = maxBytes == null ? DEFAULT_BYTES : maxBytes;
        maxAge = maxAge == null ? DEFAULT_AGE : maxAge;
    }

    public boolean enabled() {
        return on(requests);
    }

    /** Whether the folders are served; only what is written can be. */
    public boolean published() {
        return enabled() && on(publishOpenly);
    }

    long mostBytes() {
        return Objects.requireNonNull(maxBytes);
    }

    java.time.Duration longestKept() {
        return Objects.requireNonNull(maxAge).toJavaDuration();
    }

    private static boolean on(@Nullable String text) {
        return text != null && !NO.contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
