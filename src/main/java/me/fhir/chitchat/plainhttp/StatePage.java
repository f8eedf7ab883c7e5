package me.fhir.chitchat.plainhttp;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * The state of a seat as a page for a person. It follows the conversation by its script; without scripts it loads itself
 * again while another one speaks.
 */
record StatePage(SeatUrls addresses) {
    private static final int RELOAD_SECONDS = 5;
    private static final DateTimeFormatter SHOWN_TIME =
            DateTimeFormatter.ofPattern("d MMM, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    /** A page that shows untrusted text runs and loads nothing but its own script and style sheet. */
    static final String POLICY =
            "default-src 'none'; style-src " + PageStyle.cspSource() + "; script-src " + PageScript.cspSource()
                    + "; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    String of(SeatView view) {
        StringBuilder out = new StringBuilder(4096);
        boolean reloads = !view.yours() && !view.head().completed();
        head(out, tabTitle(view), reloads);
        out.append("<main data-state=\"")
                .append(escaped(stamp(view)))
                .append("\"><h1>")
                .append(escaped(view.title()))
                .append("</h1>");
        who(out, view);
        view.messages().forEach(event -> message(out, view, event));
        turn(out, view);
        if (view.yours()) {
            composer(out);
        }
        out.append("</main>");
        if (!view.head().completed()) {
            out.append("<script>").append(PageScript.SOURCE).append("</script>");
        }
        return out.append("</body></html>\n").toString();
    }

    /** Changes whenever the page shows something else. */
    private static String stamp(SeatView view) {
        return view.lastSeq() + " " + view.turnOf() + " " + view.head().completed();
    }

    private void composer(StringBuilder out) {
        out.append("<form method=\"post\" action=\"")
                .append(escaped(addresses.seat()))
                .append("/say\"><label for=\"text\">Your message</label><textarea id=\"text\" name=\"text\" required")
                .append(
                        " autofocus></textarea><label for=\"end\">What comes then</label><select id=\"end\" name=\"end\">")
                .append("<option value=\"\">The others go on</option>")
                .append("<option value=\"success\">The conversation ends: success</option>")
                .append("<option value=\"failure\">The conversation ends: failure</option>")
                .append("<option value=\"neutral\">The conversation ends: neither</option>")
                .append("</select><button>Say it</button></form>");
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
        return out.append("<main><h1>")
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
            out.append("<noscript><meta http-equiv=\"refresh\" content=\"")
                    .append(RELOAD_SECONDS)
                    .append("\"></noscript>");
        }
        out.append("<style>").append(PageStyle.CSS).append("</style></head><body>");
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
            goals(out, own.role());
            out.append("</details>");
        }
    }

    private static void goals(StringBuilder out, Json.Object role) {
        List<Json> goals = role.elements("goals");
        if (!goals.isEmpty()) {
            out.append("<p>Your goals:</p><ul>");
            goals.forEach(goal -> out.append("<li>")
                    .append(escaped(goal instanceof Json.Text text ? text.value() : goal.raw()))
                    .append("</li>"));
            out.append("</ul>");
        }
    }

    private void message(StringBuilder out, SeatView view, Event event) {
        MessagePayload payload = MessagePayload.of(event);
        boolean own = event.agentId().equals(view.you().agentId());
        out.append(own ? "<article class=\"own\"><header><h2>" : "<article><header><h2>")
                .append(escaped(event.agentId()))
                .append("</h2><time datetime=\"")
                .append(Timestamps.format(event.ts()))
                .append("\">")
                .append(SHOWN_TIME.format(event.ts()))
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
