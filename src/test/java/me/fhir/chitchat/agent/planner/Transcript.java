package me.fhir.chitchat.agent.planner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.InMemoryConversation;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.PlainJson;

/** A played conversation as a person would read it, and the scenarios to play. */
final class Transcript {
    private Transcript() {}

    static String scenario(String id) {
        try (InputStream in = Transcript.class.getResourceAsStream("/scenarios/" + id + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("no scenario " + id);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String of(InMemoryConversation conversation) {
        StringBuilder out = new StringBuilder();
        for (Event event : conversation.events()) {
            out.append("[")
                    .append(event.at().turn())
                    .append("] ")
                    .append(event.agentId())
                    .append(' ');
            if (event.entry() instanceof Entry.Message) {
                out.append(event.finality().wire())
                        .append(":\n")
                        .append(MessagePayload.of(event).textWithAttachmentNames());
            } else {
                out.append(event.entry().payload().text());
            }
            out.append("\n\n");
        }
        return out.toString();
    }

    static List<Event> messages(InMemoryConversation conversation) {
        return conversation.events().stream()
                .filter(event -> event.entry() instanceof Entry.Message)
                .toList();
    }

    static Map<String, Object> payload(Event event) {
        return Map.copyOf(asMap(event));
    }

    private static Map<String, Object> asMap(Event event) {
        try {
            Map<String, Object> map = new java.util.HashMap<>();
            PlainJson.map(Json.parseObject(event.entry().payload().text())).forEach((k, v) -> {
                if (v != null) {
                    map.put(k, v);
                }
            });
            return map;
        } catch (me.fhir.chitchat.json.JsonSyntaxException e) {
            throw new IllegalArgumentException(e.sentence(), e);
        }
    }
}
