package me.fhir.chitchat.conversation;

import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;

/**
 * The payload of the system note that opens a log.
 *
 * @param metadata the conversation's Meta as its creator wrote it
 */
public record CreatedPayload(Json.Object metadata) {
    /** Reads a stored payload. */
    public static CreatedPayload of(RawJson stored) {
        if (StoredJson.object(stored.text()).get("metadata") instanceof Json.Object metadata) {
            return new CreatedPayload(metadata);
        }
        throw new IllegalStateException("The first event of a conversation has no metadata");
    }

    static RawJson text(RawJson metadata) {
        return new RawJson(
                JsonWriter.object(json -> json.text("kind", "meta_created").raw("metadata", metadata.text())));
    }

    /** The Meta, validated again. */
    public Meta meta() {
        return Meta.of(metadata);
    }
}
