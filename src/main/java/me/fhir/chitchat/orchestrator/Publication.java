package me.fhir.chitchat.orchestrator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.wire.EventJson;
import org.jspecify.annotations.Nullable;

/** An event on its way to its subscribers, written as JSON once however many there are. */
public final class Publication {
    private final Event event;
    private volatile @Nullable Enveloped enveloped;

    private record Enveloped(Envelope envelope, ByteBuffer bytes) {}

    /** The envelope that an endpoint writes around an event's JSON; one instance per endpoint. */
    public record Envelope(String before, String after) {}

    public Publication(Event event) {
        this.event = event;
    }

    public Event event() {
        return event;
    }

    /** The event in an endpoint's envelope, in UTF-8; a view of its own on shared, read-only bytes. */
    public ByteBuffer bytes(Envelope envelope) {
        Enveloped last = enveloped;
        if (last == null || !last.envelope().equals(envelope)) {
            StringBuilder out = new StringBuilder(256).append(envelope.before());
            EventJson.append(out, event);
            out.append(envelope.after());
            last = new Enveloped(envelope, ByteBuffer.wrap(out.toString().getBytes(StandardCharsets.UTF_8)));
            enveloped = last;
        }
        return last.bytes().duplicate();
    }
}
