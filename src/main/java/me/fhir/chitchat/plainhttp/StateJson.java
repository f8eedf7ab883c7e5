package me.fhir.chitchat.plainhttp;

import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.wire.Timestamps;

/** The state of a seat as JSON: {@code {conversation, you, turn, messages, next}}. */
record StateJson(SeatUrls addresses) {
    String of(SeatView view) {
        return JsonWriter.object(json -> {
            json.object("conversation", conversation -> conversation(conversation, view));
            json.object("you", you -> you(you, view));
            json.object("turn", turn -> turn(turn, view));
            json.list("messages", view.messages(), this::message);
            json.text("next", new NextStep(addresses).of(view));
        });
    }

    private static void conversation(JsonWriter json, SeatView view) {
        json.text("title", view.title()).text("status", view.head().completed() ? "completed" : "active");
        MessagePayload.ClosingOutcome outcome = view.outcome();
        if (outcome != null) {
            json.object("outcome", ended -> ended.optionalText("status", outcome.status())
                    .optionalText("reason", outcome.reason()));
        }
    }

    private static void you(JsonWriter json, SeatView view) {
        PlayedRole own = view.ownRole();
        if (own == null) {
            json.text("role", view.you().role().wireName());
            return;
        }
        json.text("agentId", own.agentId());
        if (own.principal() == null) {
            json.object("principal", principal -> principal.text("name", own.agentId()));
        } else {
            json.name("principal").value(own.principal());
        }
    }

    private static void turn(JsonWriter json, SeatView view) {
        Head.Closing closing = view.head().lastClosing();
        json.flag("yours", view.yours())
                .optionalText("of", view.turnOf())
                .text(
                        "since",
                        Timestamps.format(closing == null ? view.head().log().createdAt() : closing.ts()));
    }

    private void message(JsonWriter json, Event event) {
        MessagePayload payload = MessagePayload.of(event);
        json.beginObject()
                .number("seq", event.seq())
                .text("from", event.agentId())
                .text("at", Timestamps.format(event.ts()))
                .text("text", payload.text());
        if (!payload.attachments().isEmpty()) {
            json.list("attachments", payload.attachments(), (list, document) -> list.beginObject()
                    .text("name", document.name())
                    .text("contentType", document.contentType())
                    .text("url", addresses.attachment(document.id()))
                    .endObject());
        }
        json.endObject();
    }
}
