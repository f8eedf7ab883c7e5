package me.fhir.chitchat.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** How a header carries text that HTTP does not (Basic, Transports, 2026-07-28): {@code =?base64?…?=}. */
final class HeaderValue {
    private static final String BEFORE = "=?base64?";
    private static final String AFTER = "?=";

    private HeaderValue() {}

    /** The text meant; a value that is not encoded, or wrongly, means itself. */
    static @Nullable String decoded(@Nullable String value) {
        if (value == null
                || value.length() < BEFORE.length() + AFTER.length()
                || !value.startsWith(BEFORE)
                || !value.endsWith(AFTER)) {
            return value;
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(value.substring(BEFORE.length(), value.length() - AFTER.length()));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return value;
        }
    }
}
