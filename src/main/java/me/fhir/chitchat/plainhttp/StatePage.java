package me.fhir.chitchat.plainhttp;

import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/** The state of a seat as a page for a person: it needs no script, and loads itself again while another one speaks. */
record StatePage(SeatUrls addresses) {
    private static final int RELOAD_SECONDS = 5;
    /** A page that shows untrusted text may neither run nor load anything. */
    static final String POLICY = "default-src 'none'; style-src " + PageStyle.cspSource()
            + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    String of(SeatView view) {
        StringBuilder out = new StringBuilder(4096);
        boolean reloads = !view.yours() && !view.head().completed();
        head(out, tabTitle(view), reloads);
        out.append("<h1>").append(escaped(view.title())).append("</h1>");
        who(out, view);
        view.messages().forEach(event -> message(out, view, event));
        turn(out, view);
        if (view.yours()) {
            out.append("<form method=\"post\" action=\"")
                    .append(escaped(addresses.seat()))
                    .append(
                            "/say\"><label for=\"text\">Your message</label><textarea id=\"text\" name=\"text\" required")
                    .append(" autofocus></textarea><button>Say it</button></form>");
        }
        return out.append("</main></body></html>\n").toString();
    }

    /** Shows whose turn it is, for users with many tabs. */
    private static String tabTitle(SeatView view) {
        if (view.head().completed()) {
            return "Ended – " + view.title();
        }
        if (view.yours()) {
            return "Your turn – " + view.title();
        }
        return (view.turnOf() == null ? "Waiting" : "Turn of " + view.turnOf()) + " – " + view.title();
    }

    /** A page that says one thing. */
    static String sentence(String title, String sentence) {
        StringBuilder out = new StringBuilder();
        head(out, title, false);
        return out.append("<h1>")
                .append(escaped(title))
                .append("</h1><p class=\"plain\">")
                .append(escaped(sentence))
                .append("</p></main></body></html>\n")
                .toString();
    }

    private static void head(StringBuilder out, String title, boolean reloads) {
        out.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(title))
                .append("</title><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        if (reloads) {
            out.append("<meta http-equiv=\"refresh\" content=\"")
                    .append(RELOAD_SECONDS)
                    .append("\">");
        }
        out.append("<style>").append(PageStyle.CSS).append("</style></head><body><main>");
    }

    private static void who(StringBuilder out, SeatView view) {
        PlayedRole own = view.ownRole();
        String others = view.roles().stream()
                .filter(role -> own == null || !role.agentId().equals(own.agentId()))
                .map(PlayedRole::words)
                .collect(Collectors.joining(", "));
        out.append("<p class=\"who\">");
        if (own == null) {
            out.append("You look on. The participants are ")
                    .append(escaped(others))
                    .append(".</p>");
            return;
        }
        out.append("You are <strong>")
                .append(escaped(own.words()))
                .append("</strong>. You meet ")
                .append(escaped(others))
                .append(".</p>");
        if (!own.role().members().isEmpty()) {
            out.append("<details open><summary>Your brief</summary>");
            paragraph(out, own.role().text("situation"));
            paragraph(out, own.role().text("systemPrompt"));
            own.role()
                    .elements("goals")
                    .forEach(goal -> paragraph(out, goal instanceof Json.Text text ? text.value() : null));
            out.append("</details>");
        }
    }

    private void message(StringBuilder out, SeatView view, Event event) {
        MessagePayload payload = MessagePayload.of(event);
        boolean own = event.agentId().equals(view.you().agentId());
        out.append(own ? "<article class=\"own\"><header><h2>" : "<article><header><h2>")
                .append(escaped(event.agentId()))
                .append("</h2><time>")
                .append(Timestamps.format(event.ts()))
                .append("</time></header>");
        paragraph(out, payload.text());
        payload.attachments().forEach(document -> out.append("<p><a rel=\"noreferrer\" href=\"")
                .append(escaped(addresses.attachment(document.id())))
                .append("\">")
                .append(escaped(document.name()))
                .append("</a></p>"));
        out.append("</article>");
    }

    private static void turn(StringBuilder out, SeatView view) {
        String sentence = view.head().completed()
                ? "The conversation has ended."
                : view.yours()
                        ? "It is your turn."
                        : view.turnOf() == null ? "Nobody has spoken yet." : "It is the turn of " + view.turnOf() + ".";
        out.append("<p role=\"status\">").append(escaped(sentence)).append("</p>");
    }

    private static void paragraph(StringBuilder out, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            out.append("<p>").append(escaped(text)).append("</p>");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
