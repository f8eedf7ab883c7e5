package me.fhir.chitchat.a2a;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import me.fhir.chitchat.conversation.OriginQuery;

/** The place in a list of tasks where the next page begins, as clients carry it. */
final class PageToken {
    private PageToken() {}

    static String of(OriginQuery.ListPosition place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        (place.since().toEpochMilli() + "." + place.conversation()).getBytes(StandardCharsets.UTF_8));
    }

    /** The place that a token names; throws -32602 for one that was never given out. */
    static OriginQuery.ListPosition read(String token) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\\.", -1);
            if (parts.length == 2) {
                return new OriginQuery.ListPosition(
                        Instant.ofEpochMilli(Long.parseLong(parts[0])), Long.parseLong(parts[1]));
            }
        } catch (IllegalArgumentException e) {
            // Answered below, like any other token that was never given out.
        }
        throw new A2aException(A2aError.INVALID_PARAMS, "params.pageToken is not one that was given out here.");
    }
}
