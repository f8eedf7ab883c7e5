package me.fhir.chitchat.mcp;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The supported revisions of the protocol. */
final class McpVersion {
    /** Stateless: every request carries its version (2026-07-28, Basic, Versioning). */
    static final String MODERN = "2026-07-28";

    /** With {@code initialize}, the newest last. */
    static final List<String> LEGACY = List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");

    /** The version of a request without a header (Streamable HTTP, Protocol Version Header). */
    static final String WITHOUT_HEADER = "2025-03-26";

    /** The answer of {@code initialize} to a client whose version is older than all of these, or no version at all. */
    private static final String LATEST_LEGACY = LEGACY.get(LEGACY.size() - 1);

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /**
     * The version that {@code initialize} answers: the one asked for if it is known, else the newest that is not newer,
     * since many clients give up on a version later than their own.
     */
    static String negotiated(@Nullable String asked) {
        if (asked == null || !DATE.matcher(asked).matches()) {
            return LATEST_LEGACY;
        }
        return LEGACY.stream()
                .filter(known -> known.compareTo(asked) <= 0)
                .reduce((older, newer) -> newer)
                .orElse(LATEST_LEGACY);
    }

    private McpVersion() {}
}
