package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.digest.Sha256;

/** Strong entity tags of what is stored, and the comparison of RFC 9110 section 8.8.3.2 with what a client sends. */
final class EntityTag {
    /** One entity tag at the beginning of a list (RFC 9110 section 8.8.3); a list may have empty places. */
    private static final Pattern NEXT =
            Pattern.compile("[ \\t,]*(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")[ \\t]*(?=,|$)[ \\t,]*");

    /** The suffix that Jetty adds to the tag of a compressed answer; the stored state is the same. */
    private static final String COMPRESSED = "--gzip\"";

    private EntityTag() {}

    /** The tag of exactly this representation. */
    static String of(String representation) {
        return '"' + Sha256.base64Url(representation) + '"';
    }

    /**
     * Lets a conditional change pass.
     *
     * @param what begins the sentence that refuses it, such as "Scenario knee-mri"
     * @param representation as it is stored now; asked for only when the request names a state
     * @throws ApiException 412 with the current tag when {@code If-Match} names another state, 400 when it is malformed
     */
    static void requireMatch(HttpHeaders headers, String what, Supplier<String> representation) {
        List<String> expected = lines(headers, HttpHeaders.IF_MATCH);
        if (expected.isEmpty()) {
            return;
        }
        String tag = of(representation.get());
        if (!passes(expected, tag)) {
            throw new ApiException(
                    412,
                    what + " was changed since you read it; read it again, compare,"
                            + " and send the new ETag in If-Match.",
                    Map.of(HttpHeaders.ETAG, tag));
        }
    }

    /**
     * Whether the lines of {@code If-Match} let a change of something with this tag pass: without one anything passes,
     * a star matches any existing version, and a weak tag never matches.
     */
    static boolean passes(List<String> ifMatch, String tag) {
        return ifMatch.isEmpty() || names(ifMatch, tag, "If-Match", false);
    }

    /** Whether the lines of {@code If-None-Match} name this tag, so that the client has it already; weak tags count. */
    static boolean known(List<String> ifNoneMatch, String tag) {
        return !ifNoneMatch.isEmpty() && names(ifNoneMatch, tag, "If-None-Match", true);
    }

    /** The lines of a header; none when it was not sent. */
    static List<String> lines(HttpHeaders headers, String name) {
        List<String> lines = headers.getRequestHeader(name);
        return lines == null ? List.of() : lines;
    }

    private static boolean names(List<String> lines, String tag, String header, boolean weakCounts) {
        String list = String.join(",", lines);
        if (list.strip().equals("*")) {
            return true;
        }
        boolean found = false;
        Matcher next = NEXT.matcher(list).useAnchoringBounds(true);
        int at = 0;
        while (at < list.length()) {
            next.region(at, list.length());
            if (!next.lookingAt()) {
                throw new ApiException(400, header + " must be * or a list of ETags in double quotes.");
            }
            found |= (weakCounts || next.group(1) == null)
                    && plain(next.group(2)).equals(tag);
            at = next.end();
        }
        if (at == 0) {
            throw new ApiException(400, header + " is empty; leave it out, or send * or ETags in double quotes.");
        }
        return found;
    }

    private static String plain(String tag) {
        return tag.endsWith(COMPRESSED) ? tag.substring(0, tag.length() - COMPRESSED.length()) + '"' : tag;
    }
}
