package me.fhir.chitchat.plainhttp;

import me.fhir.chitchat.http.html.Html;
import org.jspecify.annotations.Nullable;

/** The forms with which a person speaks, and leaves. Between turns a message can be prepared where scripts keep it. */
final class PageComposer {
    private PageComposer() {}

    static void write(Html html, SeatView view, SeatUrls addresses) {
        if (view.head().completed()) {
            return;
        }
        boolean yours = view.yours();
        html.open(
                "form",
                "id",
                "say",
                "method",
                "post",
                "action",
                addresses.seat() + "/say",
                "class",
                yours ? null : "waits");
        opening(html, view);
        html.element("label", "Your message", "for", "text")
                .open("textarea", "id", "text", "name", "text", "required", "", "dir", "auto")
                .close("textarea");
        attachments(html);
        html.element("label", "What comes then", "for", "end").open("select", "id", "end", "name", "end");
        option(html, "", "The others go on");
        option(html, "success", "The conversation ends: success");
        option(html, "failure", "The conversation ends: failure");
        option(html, "neutral", "The conversation ends: neither");
        html.close("select")
                .element("p", "", "class", "fault", "role", "alert")
                .element("button", "Say it", "disabled", Html.given(!yours))
                .close("form");
    }

    private static void opening(Html html, SeatView view) {
        PlayedRole own = view.ownRole();
        @Nullable String words = own == null ? null : own.role().text("messageToUseWhenInitiatingConversation");
        if (view.messages().isEmpty() && words != null && !words.isBlank()) {
            html.element(
                    "button",
                    "Use the suggested opening",
                    "type",
                    "button",
                    "class",
                    "second scripts",
                    "data-opening",
                    words);
        }
    }

    private static void attachments(Html html) {
        html.open("div", "class", "scripts attachments")
                .open("ul", "class", "files")
                .close("ul")
                .open("label", "class", "second button")
                .text("Attach files")
                .open("input", "type", "file", "multiple", "")
                .close("label")
                .close("div");
    }

    private static void option(Html html, String value, String words) {
        html.element("option", words, "value", value);
    }

    static void leave(Html html, SeatView view, SeatUrls addresses) {
        if (view.head().completed()) {
            return;
        }
        html.open("details", "class", "leave")
                .element("summary", "Give the seat up")
                .element("p", "Your link is invalid afterwards. The conversation goes on when its host fills the seat.")
                .open("form", "method", "post", "action", addresses.seat() + "/leave")
                .element("button", "Leave the conversation", "class", "second")
                .close("form")
                .close("details");
    }
}
