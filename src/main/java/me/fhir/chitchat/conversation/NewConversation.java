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

    /** The payload of the event that opens the log. */
    public RawJson createdPayload() {
        return CreatedPayload.text(metadata);
    }

    /** The Meta within such a payload. */
    public static RawJson metadataOf(RawJson createdPayload) {
        return new RawJson(CreatedPayload.of(createdPayload).metadata().raw());
    }
}
