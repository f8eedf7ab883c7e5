package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcText;
import me.fhir.chitchat.orchestrator.Publication;
import me.fhir.chitchat.wire.EventJson;

/** Encodes the messages that go to clients without being asked for. */
final class MessageEncoder {
    private static final Publication.Envelope EVENT =
            new Publication.Envelope(JsonRpcText.notificationStart("event"), "}");
    private static final String WELCOME =
            JsonRpcText.notification("welcome", JsonWriter.object(json -> json.flag("ok", true)));

    private MessageEncoder() {}

    static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static ByteBuffer welcome() {
        return utf8(WELCOME);
    }

    /** The bytes are encoded once for all subscribers; the view on them is the caller's. */
    static ByteBuffer event(Publication event) {
        return event.bytes(EVENT);
    }

    static ByteBuffer guidance(Guidance guidance) {
        return utf8(JsonRpcText.notification("guidance", EventJson.guidance(guidance)));
    }

    static ByteBuffer conversation(long conversation) {
        return utf8(JsonRpcText.notification(
                "conversation", JsonWriter.object(json -> json.number("conversationId", conversation))));
    }
}
