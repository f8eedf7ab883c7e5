package me.fhir.chitchat.a2a.message;

import org.jspecify.annotations.Nullable;

/** One piece of a message or artifact (A2A 0.3, section 6.5; 1.0, section 4.1.6). */
public sealed interface Part {
    /** How long its content is. */
    long characters();

    record TextPart(String text) implements Part {
        @Override
        public long characters() {
            return text.length();
        }
    }

    /** A file that comes along; {@code base64} is RFC 4648, padded. */
    record FileBytes(@Nullable String name, @Nullable String mediaType, String base64) implements Part {
        @Override
        public long characters() {
            return base64.length();
        }
    }

    /** A file that is elsewhere; the server never fetches it. */
    record FileAddress(@Nullable String name, @Nullable String mediaType, String uri) implements Part {
        @Override
        public long characters() {
            return uri.length();
        }
    }

    /** A JSON value as its sender wrote it. */
    record DataPart(@Nullable String name, @Nullable String mediaType, String json) implements Part {
        @Override
        public long characters() {
            return json.length();
        }
    }
}
