package me.fhir.chitchat.scenario;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.digest.Sha256;
import org.jspecify.annotations.Nullable;

/** Keeps published scenarios from being changed or deleted without the edit token. */
public final class EditLock {
    /** The tag of a published scenario. */
    public static final String PUBLISHED = "published";

    private final byte @Nullable [] digest;
    private final boolean publishingNeedsToken;

    /** A lock that this token opens; without a token, or with an empty one, nothing is ever locked. */
    public EditLock(@Nullable String token) {
        this(token, false);
    }

    /** @param publishingNeedsToken whether setting the tag that locks a scenario needs the token as well */
    public EditLock(@Nullable String token, boolean publishingNeedsToken) {
        this.publishingNeedsToken = publishingNeedsToken;
        this.digest = token == null || token.isEmpty() ? null : digest(token);
    }

    /**
     * Whether the stored scenario can only be changed with the token.
     *
     * @param config the stored scenario as plain maps, lists and scalars
     */
    public boolean locks(Map<?, ?> config) {
        return digest != null
                && config.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("tags") instanceof List<?> tags
                && tags.contains(PUBLISHED);
    }

    /** Whether a scenario that is not published yet may only become this one with the token. */
    public boolean guardsPublishing(Map<?, ?> config) {
        return publishingNeedsToken && locks(config);
    }

    /** Whether a token is configured at all; without one no scenario needs to be looked at. */
    public boolean isArmed() {
        return digest != null;
    }

    /** Whether this is the token; takes the same time however much of it is right. */
    public boolean opensWith(@Nullable String presented) {
        if (digest == null || presented == null || presented.isBlank()) {
            return false;
        }
        // A header's bytes arrive as ISO-8859-1, while most clients send a token beyond ASCII as UTF-8.
        String asUtf8 = new String(presented.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        boolean asSent = Sha256.same(digest, digest(presented));
        boolean decoded = Sha256.same(digest, digest(asUtf8));
        return asSent || decoded;
    }

    /** Digests have one length, so that a comparison does not reveal the token's. */
    private static byte[] digest(String token) {
        // White space around a header's value is not part of it.
        return Sha256.of(token.strip());
    }
}
