package me.fhir.chitchat.conversation;

/** A conversation to be stored; {@code metadata} is the Meta as given, with {@code metaVersion}. */
public record NewConversation(RawJson metadata, Setup setup) {
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
