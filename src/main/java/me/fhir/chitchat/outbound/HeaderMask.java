package me.fhir.chitchat.outbound;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the values of headers out of what a called server answers, as some quote them in their errors.
 *
 * @param secrets whole values and what follows their scheme, longest first
 */
public record HeaderMask(List<String> secrets) {
    /** Shorter values are not secrets, and stand in any text. */
    private static final int MIN_LENGTH = 8;

    private static final String HIDDEN = "[header]";

    public static HeaderMask of(OutboundHeaders headers) {
        return new HeaderMask(headers.byName().values().stream()
                .flatMap(value -> Stream.of(value, value.substring(value.indexOf(' ') + 1)))
                .filter(value -> value.length() >= MIN_LENGTH)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    public String apply(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, HIDDEN);
        }
        return masked;
    }
}
