package me.fhir.chitchat.plainhttp;

import me.fhir.chitchat.http.admission.MediaTypes;
import org.jspecify.annotations.Nullable;

/** The media type of a response: the first supported one of the request's {@code Accept}, else Markdown. */
enum Representation {
    HTML("text/html"),
    JSON("application/json"),
    MARKDOWN("text/markdown");

    private final String mediaType;

    Representation(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** That of an address for programs: JSON, unless the request accepts Markdown before. */
    static Representation ofProgram(@Nullable String accept) {
        return accept == null || of(accept) != MARKDOWN || !accept.contains("text/markdown") ? JSON : MARKDOWN;
    }

    static Representation of(@Nullable String accept) {
        for (String range : (accept == null ? "" : accept).split(",", -1)) {
            String type = MediaTypes.withoutParameters(range);
            for (Representation each : values()) {
                if (each.mediaType.equals(type)) {
                    return each;
                }
            }
            if (type.equals("text/plain")) {
                return MARKDOWN;
            }
        }
        return MARKDOWN;
    }
}
