package me.fhir.chitchat.http.admission;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pages of other origins may use this API. Credentials are for origins that are listed by name, which Jetty's own
 * handler cannot distinguish from those that only the star admits.
 */
public final class CorsPolicy {
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "OPTIONS");
    private static final List<String> HEADERS = List.of(
            "Content-Type",
            "X-Edit-Token",
            "If-Match",
            "If-None-Match",
            "Authorization",
            "A2A-Version",
            "A2A-Extensions",
            "MCP-Protocol-Version",
            "Mcp-Method",
            "Mcp-Name",
            "Mcp-Session-Id");
    /** The headers that a page may read beyond the few headers that it always may. */
    private static final List<String> EXPOSED =
            List.of("Allow", "Content-Disposition", "ETag", "Mcp-Session-Id", "Retry-After", "WWW-Authenticate");

    private static final int MAX_AGE_SECONDS = 3600;

    /** A comma list of origins, as {@code CORS_ALLOWED_ORIGINS} may hold it. */
    public static final String LIST =
            "\\s*|\\s*(\\*|loopback|[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s/,]+/?)?(\\s*,\\s*(\\*|loopback|[a-zA-Z][a-zA-Z0-9+.-]*://[^\\s/,]+/?)?)*\\s*";

    private static final Pattern LOOPBACK_ORIGIN =
            Pattern.compile("https?://(localhost|[^/:]+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?");

    private final boolean any;
    private final boolean loopback;
    private final Set<String> named;

    /**
     * Takes a comma list of origins such as {@code https://ui.example:5173}; {@code loopback} stands for every origin
     * on the browser's own machine, a star for all.
     */
    public CorsPolicy(String origins) {
        Set<String> listed = Arrays.stream(origins.split(","))
                .map(CorsPolicy::canonical)
                .filter(origin -> !origin.isEmpty())
                .collect(Collectors.toSet());
        this.any = listed.contains("*");
        this.loopback = listed.contains("loopback");
        this.named = listed.stream()
                .filter(origin -> !origin.equals("*") && !origin.equals("loopback"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether pages of this origin may use the API. */
    public boolean allows(String origin) {
        String canonical = canonical(origin);
        return any
                || named.contains(canonical)
                || (loopback && LOOPBACK_ORIGIN.matcher(canonical).matches());
    }

    /** The headers of an answer to a page of this origin; without an origin there are none. */
    public Map<String, String> headers(@Nullable String origin) {
        Map<String, String> headers = new LinkedHashMap<>();
        // Always, also on answers without the other headers: a cache must not hand one origin's answer to another.
        headers.put("Vary", "Origin");
        if (origin == null || !allows(origin)) {
            return headers;
        }
        headers.put(ALLOW_ORIGIN, origin);
        headers.put("Access-Control-Expose-Headers", String.join(", ", EXPOSED));
        if (named.contains(canonical(origin))) {
            headers.put("Access-Control-Allow-Credentials", "true");
        }
        return headers;
    }

    /** The headers of the answer to a browser that asks before it sends. */
    Map<String, String> preflightHeaders(String origin) {
        Map<String, String> headers = headers(origin);
        if (headers.containsKey(ALLOW_ORIGIN)) {
            headers.remove("Access-Control-Expose-Headers");
            headers.put("Access-Control-Allow-Methods", String.join(", ", METHODS));
            headers.put("Access-Control-Allow-Headers", String.join(", ", HEADERS));
            headers.put("Access-Control-Max-Age", String.valueOf(MAX_AGE_SECONDS));
        }
        return headers;
    }

    /** Scheme and host know no case, and a slash at the end is a common slip in a list. */
    private static String canonical(String origin) {
        String stripped = origin.strip().toLowerCase(Locale.ROOT);
        return stripped.endsWith("/") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }
}
