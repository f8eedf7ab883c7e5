package me.fhir.chitchat.connect;

import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The conversation as the holder of a seat sees it in its own turn.
 *
 * @param agentId whom the seat plays
 * @param snapshot the answer of {@code getConversation}
 */
record SeatState(SeatLink link, String agentId, Json.Object snapshot) {
    boolean ended() {
        return "completed".equals(snapshot.text("status"));
    }

    /** The messages, in order. */
    List<Json.Object> messages() {
        return snapshot.objects("events").stream()
                .filter(event -> "message".equals(event.text("type")))
                .toList();
    }

    /** The messages of the others since the holder's last one. */
    List<Json.Object> news() {
        List<Json.Object> messages = messages();
        int from = messages.size();
        while (from > 0 && !agentId.equals(messages.get(from - 1).text("agentId"))) {
            from--;
        }
        return messages.subList(from, messages.size());
    }

    /** The seq of the latest message; 0 before there is one. */
    long lastSeq() {
        List<Json.Object> messages = messages();
        return messages.isEmpty() ? 0 : number(messages.get(messages.size() - 1), "seq");
    }

    static long number(Json.Object object, String name) {
        return object.get(name) instanceof Json.Number number ? number.clampedLong() : 0;
    }

    /** The brief of the holder's role; null when there is none. */
    Json.@Nullable Object role() {
        Json.Object scenario = snapshot.object("scenario");
        return scenario == null
                ? null
                : scenario.objects("agents").stream()
                        .filter(role -> agentId.equals(role.text("agentId")))
                        .findFirst()
                        .orElse(null);
    }

    /** The state in the shape of {@code GET /s/{code}}. */
    String json() {
        return JsonWriter.object(json -> {
            json.object("conversation", conversation -> conversation
                    .text("title", title())
                    .text("status", ended() ? "completed" : "active"));
            json.object("you", this::you);
            json.object(
                    "turn",
                    turn -> turn.flag("yours", !ended()).text("of", agentId).text("since", since()));
            json.list("messages", messages(), this::message);
            json.text("next", "Write what you say to standard output.");
        });
    }

    private String title() {
        Json.Object meta = snapshot.object("metadata");
        String title = meta == null ? null : meta.text("title");
        return title == null ? "Conversation" : title;
    }

    private void you(JsonWriter json) {
        json.text("agentId", agentId);
        Json.Object role = role();
        Json.Object principal = role == null ? null : role.object("principal");
        if (principal == null) {
            json.object("principal", named -> named.text("name", agentId));
        } else {
            json.value("principal", principal);
        }
    }

    private String since() {
        List<Json.Object> events = messages().isEmpty() ? snapshot.objects("events") : messages();
        String at = events.isEmpty() ? null : events.get(events.size() - 1).text("ts");
        return at == null ? "" : at;
    }

    private void message(JsonWriter json, Json.Object event) {
        Json.Object payload = payload(event);
        json.beginObject()
                .number("seq", number(event, "seq"))
                .text("from", event.text("agentId"))
                .text("at", event.text("ts"))
                .text("text", text(event));
        if (!payload.objects("attachments").isEmpty()) {
            json.objects("attachments", payload.objects("attachments"), (list, document) -> list.text(
                            "name", document.text("name"))
                    .text("contentType", document.text("contentType"))
                    .text("url", link.attachment(String.valueOf(document.text("id")))));
        }
        json.endObject();
    }

    static Json.Object payload(Json.Object event) {
        Json.Object payload = event.object("payload");
        return payload == null ? Json.Object.EMPTY : payload;
    }

    static String text(Json.Object event) {
        String text = payload(event).text("text");
        return text == null ? "" : text;
    }
}
