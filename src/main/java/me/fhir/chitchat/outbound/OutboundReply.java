package me.fhir.chitchat.outbound;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer, of any status.
 *
 * @param uri where it came from, after redirects
 * @param headers by their names in lower case; of a repeated one the last value
 */
public record OutboundReply(int status, URI uri, Map<String, String> headers, String body) {
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** Its status and type; its content is untrusted. */
    @Override
    public String toString() {
        return "HTTP " + status + " " + header("content-type");
    }
}
