package me.fhir.chitchat.plainhttp;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import me.fhir.chitchat.http.html.Html;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.world.Brief;

/** The tools of a seat's role as forms, made from their JSON schemas. They need the page's script. */
final class PageTools {
    private PageTools() {}

    static void write(Html html, SeatView view) {
        Brief brief = view.cast().brief();
        if (brief == null || brief.tools().isEmpty() || view.head().completed()) {
            return;
        }
        html.open("section", "class", "tools scripts", "aria-label", "Your tools")
                .element("h2", "Your tools")
                .element("p", "Only you and the host see what they bring, until you pass it on.", "class", "help");
        brief.describedTools().forEach(tool -> tool(html, tool, view.yours()));
        html.close("section");
    }

    private static void tool(Html html, Json.Object tool, boolean usable) {
        String name = String.valueOf(tool.text("name"));
        String description = tool.text("description");
        String ending = tool.text("conversationEndStatus");
        html.open("details").element("summary", words(name));
        html.open("form", "data-tool", URLEncoder.encode(name, StandardCharsets.UTF_8));
        if (description != null && !description.isBlank()) {
            html.element("p", description, "dir", "auto");
        }
        conditions(html, tool);
        if (ending != null) {
            html.element("p", "Your next message then ends the conversation: " + ending + ".");
        }
        Json.Object schema = tool.object("inputSchema");
        if (schema != null) {
            ToolField.of(schema).forEach(field -> field.write(html, name));
        }
        html.element("p", "", "class", "fault", "role", "alert")
                .element(
                        "button",
                        ending == null ? "Use it" : "Decide this",
                        "class",
                        "second",
                        "disabled",
                        Html.given(!usable))
                .close("form")
                .element("div", "", "class", "result", "role", "status")
                .close("details");
    }

    private static void conditions(Html html, Json.Object tool) {
        String conditions = tool.elements("onlyWhen").stream()
                .map(condition -> condition instanceof Json.Text text ? text.value() : condition.raw())
                .collect(Collectors.joining("; "));
        if (!conditions.isEmpty()) {
            html.element("p", "Only when: " + conditions, "class", "help", "dir", "auto");
        }
    }

    private static String words(String name) {
        String spaced = name.replace('_', ' ').strip();
        return spaced.isEmpty() ? name : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }
}
