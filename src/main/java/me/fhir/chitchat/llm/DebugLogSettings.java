package me.fhir.chitchat.llm;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether calls are written to disk, where, and whether anybody may read them there. A switch is on with anything but
 * nothing, {@code 0}, {@code false} and {@code off}.
 *
 * @param requests switch: write a folder for every call; default off
 * @param directory where; default: {@code llm-debug} beside the data file
 * @param publishOpenly switch: list and serve the folders below {@code /api/debug-logs}; default off
 */
public record DebugLogSettings(
        @Nullable String requests,
        @Nullable String directory,
        @Nullable String publishOpenly) {
    public static final DebugLogSettings OFF = new DebugLogSettings(null, null, null);
    private static final Set<String> NO = Set.of("", "0", "false", "off");

    public boolean enabled() {
        return on(requests);
    }

    /** Whether the folders are served; only what is written can be. */
    public boolean published() {
        return enabled() && on(publishOpenly);
    }

    private static boolean on(@Nullable String text) {
        return text != null && !NO.contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
