package me.fhir.chitchat.http.address;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A piece of a URL's path, in which, unlike in a form, a plus sign is a plus sign. */
public final class PathSegment {
    private PathSegment() {}

    /** The segment with its percent-encoding undone; empty when that is broken. */
    public static Optional<String> decoded(String segment) {
        try {
            return Optional.of(
                    segment.indexOf('%') < 0
                            ? segment
                            : URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
