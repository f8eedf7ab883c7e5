package me.fhir.chitchat.plainhttp;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.http.html.Html;
import me.fhir.chitchat.wire.Timestamps;

/**
 * The state of a seat as a page for a person. Its script follows the conversation; without scripts it loads itself again
 * while another one speaks, and has neither tools nor attachments.
 */
record StatePage(SeatUrls addresses, PageFrame frame) {
    private static final int RELOAD_SECONDS = 5;
    private static final DateTimeFormatter SHOWN_TIME =
            DateTimeFormatter.ofPattern("d MMM, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    String of(SeatView view) {
        boolean ended = view.head().completed();
        Html html = frame.begun(tabTitle(view), icon(view), view.yours() || ended ? null : RELOAD_SECONDS);
        html.open(
                "main",
                "data-seq",
                String.valueOf(view.lastSeq()),
                "data-turn",
                view.turnOf(),
                "data-yours",
                Html.given(view.yours()),
                "data-ended",
                Html.given(ended),
                "data-draft",
                draft(view));
        html.element("h1", view.title(), "dir", "auto");
        who(html, view);
        PageBrief.write(html, view);
        html.open("section", "class", "log", "aria-label", "Conversation");
        view.messages().forEach(event -> message(html, view, event));
        html.close("section").element("p", turn(view), "role", "status", "class", "turn");
        if (view.ownRole() != null) {
            PageComposer.write(html, view, addresses);
            PageTools.write(html, view);
            PageComposer.leave(html, view, addresses);
        }
        html.close("main");
        frame.script(html);
        return PageFrame.ended(html);
    }

    /** Under what a browser keeps what was typed: neither another conversation nor a wiped data file reuses it. */
    private static String draft(SeatView view) {
        return view.head().conversation() + "."
                + Timestamps.format(view.head().log().createdAt()) + "."
                + view.you().agentId();
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

    private static String icon(SeatView view) {
        if (view.head().completed()) {
            return "icon-closed";
        }
        return view.yours() ? "icon-live" : "icon";
    }

    private static void who(Html html, SeatView view) {
        PlayedRole own = view.ownRole();
        String others = view.roles().stream()
                .filter(role -> own == null || !role.agentId().equals(own.agentId()))
                .map(PlayedRole::words)
                .collect(Collectors.joining(", "));
        html.open("p", "class", "who");
        if (own == null) {
            html.text("You look on. The participants are " + others + ".");
        } else {
            html.text("You are ").element("strong", own.words()).text(". You meet " + others + ".");
        }
        html.close("p");
    }

    private void message(Html html, SeatView view, Event event) {
        MessagePayload payload = MessagePayload.of(event);
        boolean own = event.agentId().equals(view.you().agentId());
        html.open("article", "class", own ? "own" : null, "data-seq", String.valueOf(event.seq()))
                .open("header")
                .element("h2", event.agentId())
                .element("time", SHOWN_TIME.format(event.ts()), "datetime", Timestamps.format(event.ts()))
                .close("header");
        html.element("div", payload.text(), "class", "text", "dir", "auto");
        payload.attachments().forEach(document -> html.open("p", "class", "document")
                .element("a", document.name(), "rel", "noreferrer", "href", addresses.attachment(document.id()))
                .close("p"));
        html.close("article");
    }

    private static String turn(SeatView view) {
        if (view.head().completed()) {
            MessagePayload.ClosingOutcome outcome = view.outcome();
            return outcome == null || outcome.status() == null
                    ? "The conversation has ended."
                    : "The conversation has ended. Outcome: " + outcome.status() + ".";
        }
        if (view.yours()) {
            return view.turnOf() == null ? "Nobody has spoken yet; you may begin." : "It is your turn.";
        }
        return view.turnOf() == null ? "Nobody has spoken yet." : "It is the turn of " + view.turnOf() + ".";
    }
}
