package me.fhir.chitchat.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Position;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.wire.EventJson;
import org.jspecify.annotations.Nullable;

/** One line of {@code events.jsonl}, which must be what a server writes about one event of one conversation. */
record LoggedLine(Event event) {
    /**
     * Reads a line that comes after another.
     *
     * @param before the event of the line before, or null for the first
     */
    static LoggedLine read(String line, long conversation, @Nullable Event before) throws EvidenceException {
        String name = "The event after seq " + (before == null ? 0 : before.seq());
        Event event = parsed(line, name);
        if (event.conversation() != conversation || !isAfter(event.at(), before)) {
            throw new EvidenceException(name + " is not of this conversation, or not in its place.");
        }
        try {
            requireReadable(event);
        } catch (ConversationException e) {
            throw new EvidenceException("Event " + event.seq() + ": " + e.sentence());
        }
        return new LoggedLine(event);
    }

    private static Event parsed(String line, String name) throws EvidenceException {
        JsonFields fields = JsonFields.lenient(EvidenceContent.parsed(line, name));
        try {
            Event event = new Event(
                    fields.integer("conversation"),
                    new Position((int) fields.integer("turn"), (int) fields.integer("event"), fields.integer("seq")),
                    fields.text("agentId"),
                    Instant.parse(fields.text("ts")),
                    Entry.of(
                            fields.text("type"),
                            new RawJson(fields.object("payload").object().raw()),
                            Finality.ofWire(fields.text("finality")).orElse(Finality.NONE)));
            JsonWriter json = new JsonWriter();
            EventJson.write(json, event);
            // So nothing is taken that would not be written again as it is.
            if (json.toString().equals(line)) {
                return event;
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new EvidenceException(name + " is not one that a server writes: " + e.getMessage() + ".");
        }
        throw new EvidenceException(name + " is not written as a server writes it.");
    }

    /** The log's first event has its Meta; turns only grow; an event of the server stands in turn 0. */
    private static boolean isAfter(Position at, @Nullable Event before) {
        if (before == null) {
            return at.seq() == 1 && at.turn() == 0 && at.event() == 1;
        }
        return at.seq() > before.seq() && at.turn() >= 0 && at.event() > 0;
    }

    /** The invariants of a stored message on which the server and the page rely. */
    private static void requireReadable(Event event) {
        Json.Object payload = JsonFields.parse(event.entry().payload().text(), "payload", ConversationException.INVALID)
                .object();
        boolean note = event.entry() instanceof Entry.SystemNote;
        if (note != (event.at().turn() == 0)) {
            throw ConversationException.invalid("turn must be 0 for the server's own notes, and above for all else.");
        }
        if (event.entry() instanceof Entry.Message) {
            JsonFields fields = JsonFields.of(payload, "payload", ConversationException.INVALID);
            fields.optionalText("text");
            fields.objectOrEmpty("outcome").optionalText("status");
            fields.optionalObjects("attachments").forEach(reference -> {
                reference.name("id");
                reference.text("name");
                reference.text("contentType");
            });
        }
    }
}
