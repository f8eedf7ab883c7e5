package me.fhir.chitchat.conversation;

import org.jspecify.annotations.Nullable;

/**
 * A conversation to be stored; {@code metadata} is the Meta as given, with {@code metaVersion}.
 *
 * @param origin the bridge that begins it, or null
 */
public record NewConversation(
        RawJson metadata, Setup setup, @Nullable Origin origin) {
    /** A conversation that no bridge begins. */
    public NewConversation(RawJson metadata, Setup setup) {
        this(metadata, setup, null);
    }

    private static final String BEFORE = "{\"kind\":\"meta_created\",\"metadata\":";

    /** The payload of the event that opens the log. */
    public RawJson createdPayload() {
        return new RawJson(BEFORE + metadata.text() + "}");
    }

    /** The Meta within such a payload. */
    public static RawJson metadataOf(RawJson createdPayload) {
        String text = createdPayload.text();
        return new RawJson(text.substring(BEFORE.length(), text.length() - 1));
    }
}
