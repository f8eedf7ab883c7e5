package me.fhir.chitchat.a2a;

import java.util.List;
import java.util.stream.Collectors;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.a2a.message.PartPayload;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.json.JsonWriter;

/** Turns an incoming message into the payload of a conversation's message; {@link MessageMapper} turns it back. */
final class Payload {
    /** The member of a payload that keeps what only this protocol knows. */
    static final String A2A = "a2a";

    private Payload() {}

    static RawJson of(IncomingMessage message) {
        JsonWriter json = new JsonWriter().beginObject();
        PartPayload.write(json, message.parts());
        json.text("clientRequestId", message.messageId() + "#" + digest(message.parts()))
                .object(A2A, own -> own.text("messageId", message.messageId())
                        .optionalRaw("metadata", message.metadata()));
        return new RawJson(json.endObject().toString());
    }

    /** Distinguishes messages of the same id by their content, in either version. */
    private static String digest(List<Part> parts) {
        String said = parts.stream().map(Part::toString).collect(Collectors.joining("\n"));
        return Sha256.fingerprint(said);
    }
}
