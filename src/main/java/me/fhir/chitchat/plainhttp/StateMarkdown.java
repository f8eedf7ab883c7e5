package me.fhir.chitchat.plainhttp;

import java.util.List;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.wire.Timestamps;
import me.fhir.chitchat.world.Brief;
import me.fhir.chitchat.world.BriefMarkdown;
import org.jspecify.annotations.Nullable;

/**
 * The state of a seat as a text that a model can act on without other documentation. What others said is quoted, so that it
 * cannot pass for the server's own instructions.
 */
record StateMarkdown(SeatUrls addresses) {
    String of(SeatView view) {
        StringBuilder out = new StringBuilder("# ").append(line(view.title())).append("\n\n");
        who(out, view);
        Brief brief = view.cast().brief();
        if (brief != null && !brief.isEmpty()) {
            out.append(BriefMarkdown.sections(brief));
        }
        messages(out, view);
        out.append("## What to do next\n\n")
                .append(new NextStep(addresses).of(view))
                .append("\n\n");
        if (!view.head().completed() && view.ownRole() != null) {
            calls(out, view);
        }
        return out.toString();
    }

    private static void who(StringBuilder out, SeatView view) {
        PlayedRole own = view.ownRole();
        List<PlayedRole> others = view.roles().stream()
                .filter(role -> own == null || !role.agentId().equals(own.agentId()))
                .toList();
        String names = others.stream().map(PlayedRole::words).collect(Collectors.joining(", "));
        if (own == null) {
            out.append("You look on as ")
                    .append(view.you().role().wireName())
                    .append("; the participants are ")
                    .append(line(names))
                    .append(".\n\n");
            return;
        }
        out.append("You are **")
                .append(line(own.words()))
                .append("**. You meet ")
                .append(line(names))
                .append(".\n\n");
        for (PlayedRole other : others) {
            String about = other.principal() == null ? null : other.principal().text("description");
            paragraph(out, other.words() + ": ", about);
        }
        out.append(
                        view.head().completed()
                                ? "The conversation has ended."
                                : view.yours() ? "It is **your turn**." : "It is not your turn.")
                .append("\n\n");
    }

    private void messages(StringBuilder out, SeatView view) {
        out.append("## The conversation so far\n\n");
        if (view.messages().isEmpty()) {
            out.append("Nothing new was said.\n\n");
        }
        for (Event event : view.messages()) {
            MessagePayload payload = MessagePayload.of(event);
            out.append("Message ")
                    .append(event.seq())
                    .append(" from **")
                    .append(line(event.agentId()))
                    .append("**, ")
                    .append(Timestamps.format(event.ts()))
                    .append(":\n\n")
                    .append(quoted(payload.text()));
            payload.attachments().forEach(document -> out.append("Attached: ")
                    .append(line(document.name()))
                    .append(" (")
                    .append(line(document.contentType()))
                    .append(") at ")
                    .append(addresses.attachment(document.id()))
                    .append('\n'));
            out.append('\n');
        }
    }

    private void calls(StringBuilder out, SeatView view) {
        String seat = addresses.seat();
        Brief brief = view.cast().brief();
        if (brief != null && !brief.tools().isEmpty()) {
            out.append("Use one of your tools; the answer is `{toolCallId, result}`:\n\n```\ncurl -s -X POST '")
                    .append(addresses.tool("TOOL"))
                    .append("' -H 'Content-Type: application/json' -d '{ARGUMENTS}'\n```\n\n");
        }
        out.append("Say something; the answer shows this text as it is then:\n\n```\ncurl -s -X POST '")
                .append(seat)
                .append("/say' -H 'Content-Type: text/plain' --data-binary 'YOUR WORDS'\n```\n\n")
                .append("Wait for the others:\n\n```\ncurl -s '")
                .append(seat)
                .append("/wait?after=")
                .append(view.lastSeq())
                .append("&seconds=20'\n```\n\n")
                .append("To end the conversation with your last words, say it as JSON:\n\n");
        json(out, JsonWriter.object(json -> json.text("text", "YOUR LAST WORDS")
                .object("end", end -> end.text("status", "success").text("reason", "WHY"))));
        out.append("`status` is success, failure or neutral. To attach documents:\n\n");
        json(out, JsonWriter.object(json -> json.text("text", "YOUR WORDS")
                .objects("attachments", List.of("notes.md"), (document, name) -> document.text("name", name)
                        .text("contentType", "text/markdown")
                        .text("content", "THE TEXT"))));
        out.append("A file that is not text goes in as base64 with a member `encoding` that says `base64`.");
        if (brief != null && !brief.tools().isEmpty()) {
            out.append(" A document that a tool gave you (`attachment` in its answer) needs nothing but its name.");
        }
        out.append(" With a header `Idempotency-Key` a call can be repeated safely.\n");
    }

    private void json(StringBuilder out, String body) {
        out.append("```\ncurl -s -X POST '")
                .append(addresses.seat())
                .append("/say' -H 'Content-Type: application/json' -d '")
                .append(body)
                .append("'\n```\n\n");
    }

    private static void paragraph(StringBuilder out, String before, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            out.append(before).append(text.strip()).append("\n\n");
        }
    }

    private static String quoted(String text) {
        return text.lines().map(line -> "> " + line + "\n").collect(Collectors.joining());
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
