package me.fhir.chitchat.http.wirelog;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is taken out before anything is kept: the code or configuration in the address, wherever it stands, and the values of
 * headers that are not known to be harmless.
 *
 * @param pattern matches every spelling of the secret
 * @param name what stands in its place
 */
record AddressSecrets(Pattern pattern, String name) {
    static final String REMOVED = "(removed)";

    private static final Set<String> HARMLESS = Set.of(
            "accept",
            "accept-encoding",
            "a2a-extensions",
            "a2a-version",
            "allow",
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-security-policy",
            "content-type",
            "date",
            "etag",
            "host",
            "last-event-id",
            "last-modified",
            "location",
            "mcp-method",
            "mcp-name",
            "mcp-protocol-version",
            "origin",
            "referrer-policy",
            "retry-after",
            "server",
            "transfer-encoding",
            "user-agent",
            "vary",
            "www-authenticate",
            "x-accel-buffering",
            "x-content-type-options",
            "x-robots-tag",
            "x-seat-page");

    /** A seat's code, with or without hyphens, in either case. */
    static AddressSecrets ofCode(String spelling) {
        String spelt = spelling.replace("-", "")
                .chars()
                .mapToObj(c -> Pattern.quote(String.valueOf((char) c)))
                .collect(Collectors.joining("-?"));
        return new AddressSecrets(Pattern.compile(spelt, Pattern.CASE_INSENSITIVE), "{code}");
    }

    static AddressSecrets ofConfig(String config64) {
        return new AddressSecrets(Pattern.compile(Pattern.quote(config64)), "{config64}");
    }

    String without(String text) {
        return pattern.matcher(text).replaceAll(name);
    }

    String header(String headerName, String value) {
        return HARMLESS.contains(headerName.toLowerCase(Locale.ROOT)) ? without(value) : REMOVED;
    }
}
