package me.fhir.chitchat.conversation;

/** A conversation to be stored; {@code metadata} is the Meta as given, with {@code metaVersion}. */
public record NewConversation(RawJson metadata, Setup setup) {
    /** The payload of the event that opens the log. */
    public RawJson createdPayload() {
        return CreatedPayload.text(metadata);
    }

    /** The Meta within such a payload. */
    public static RawJson metadataOf(RawJson createdPayload) {
        return new RawJson(CreatedPayload.of(createdPayload).metadata().raw());
    }
}
