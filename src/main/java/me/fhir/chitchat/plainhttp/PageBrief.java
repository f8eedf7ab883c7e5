package me.fhir.chitchat.plainhttp;

import java.util.List;
import me.fhir.chitchat.http.html.Html;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.world.Brief;
import org.jspecify.annotations.Nullable;

/** The holder's role on the page of a seat: situation, goals, knowledge. */
final class PageBrief {
    private PageBrief() {}

    static void write(Html html, SeatView view) {
        PlayedRole own = view.ownRole();
        Brief brief = view.cast().brief();
        if (own == null || own.role().members().isEmpty()) {
            return;
        }
        boolean fresh = view.messages().isEmpty();
        html.open("details", "class", "brief", "open", Html.given(fresh)).element("summary", "Your brief");
        text(html, own.role().text("situation"));
        text(html, own.role().text("systemPrompt"));
        goals(html, own.role().elements("goals"));
        if (brief != null && !brief.knowledge().members().isEmpty()) {
            html.open("details")
                    .element("summary", "What only you know")
                    .element("pre", brief.knowledge().raw(), "class", "json", "tabindex", "0")
                    .close("details");
        }
        html.close("details");
    }

    private static void goals(Html html, List<Json> goals) {
        if (goals.isEmpty()) {
            return;
        }
        html.element("p", "Your goals:").open("ul");
        goals.forEach(goal -> html.element("li", words(goal), "dir", "auto"));
        html.close("ul");
    }

    private static String words(Json value) {
        return value instanceof Json.Text text ? text.value() : value.raw();
    }

    private static void text(Html html, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            html.element("div", text, "class", "text", "dir", "auto");
        }
    }
}
