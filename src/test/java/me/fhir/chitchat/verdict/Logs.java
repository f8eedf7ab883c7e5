package me.fhir.chitchat.verdict;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Position;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/** Logs for tests, written as a few words per event. */
final class Logs {
    private static final Instant START = Instant.parse("2026-10-01T09:00:00Z");

    private final List<LogEntry> entries = new ArrayList<>();
    private int turn;
    private boolean open;

    /** A file of {@code src/test/resources/verdict}. */
    static Json.Object file(String name) {
        try (InputStream in = Logs.class.getResourceAsStream("/verdict/" + name + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("no test log " + name);
            }
            return StoredJson.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The context of a conversation of the scenario's agents, the first of which begins. */
    static VerdictContext context(Json.@Nullable Object scenario, List<String> agents) {
        String meta = JsonWriter.object(json -> json.text("startingAgentId", agents.get(0))
                .objects("agents", agents, (entry, id) -> entry.text("id", id)));
        return VerdictContext.of(1, StoredJson.object(meta), scenario);
    }

    /** The events of a file. */
    static List<LogEntry> entries(List<Json.Object> events) {
        Logs logs = new Logs();
        logs.add("system-orchestrator", new Entry.SystemNote(new RawJson("{\"kind\":\"meta_created\"}")), List.of());
        events.forEach(logs::event);
        return logs.entries;
    }

    private void event(Json.Object event) {
        Json.Object note = event.object("note");
        if (note != null) {
            add("system-watchdog", new Entry.SystemNote(new RawJson(note.raw())), List.of());
            return;
        }
        String by = String.valueOf(event.text("by"));
        if (event.has("thought")) {
            add(by, new Entry.Trace(new RawJson("{\"type\":\"thought\",\"content\":\"I wonder.\"}")), List.of());
        } else if (event.has("call")) {
            trace(by, "tool_call", event, "name", JsonWriter.quoted(String.valueOf(event.text("call"))), "args");
        } else if (event.has("result")) {
            trace(by, "tool_result", event, "result", String.valueOf(event.raw("result")), null);
        } else {
            message(by, event);
        }
    }

    private void trace(String by, String type, Json.Object event, String name, String value, @Nullable String copied) {
        String payload = JsonWriter.object(json -> {
            json.text("type", type).text("toolCallId", event.text("id")).raw(name, value);
            if (copied != null) {
                json.optionalRaw(copied, event.raw(copied));
            }
        });
        add(by, new Entry.Trace(new RawJson(payload)), List.of());
    }

    private void message(String by, Json.Object event) {
        Finality finality =
                Finality.ofWire(String.valueOf(event.text("finality"))).orElse(Finality.TURN);
        List<Attachment.Document> documents = new ArrayList<>();
        for (Json.Object attached : event.objects("attachments")) {
            documents.add(new Attachment.Document(
                    "att" + documents.size(),
                    "doc" + documents.size(),
                    String.valueOf(attached.text("name")),
                    String.valueOf(attached.text("contentType")),
                    new Attachment.Content(String.valueOf(attached.text("content")), attached.has("encoding")),
                    null));
        }
        String payload = JsonWriter.object(json -> json.text("text", event.text("text"))
                .objects("attachments", documents, (fields, document) -> fields.text("id", document.id())
                        .text("docId", document.docId())
                        .text("name", document.name())
                        .text("contentType", document.contentType()))
                .optionalRaw("outcome", event.raw("outcome")));
        add(by, new Entry.Message(new RawJson(payload), finality), documents);
    }

    private void add(String by, Entry entry, List<Attachment.Document> documents) {
        if (!(entry instanceof Entry.SystemNote) && !open) {
            turn++;
            open = true;
        }
        long seq = entries.size() + 1L;
        int lane = entry instanceof Entry.SystemNote ? 0 : turn;
        Event event = new Event(1, new Position(lane, 1, seq), by, START.plusSeconds(seq), entry);
        entries.add(new LogEntry(event, documents));
        open &= entry.finality() == Finality.NONE;
    }
}
