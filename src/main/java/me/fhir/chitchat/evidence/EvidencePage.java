package me.fhir.chitchat.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.fhir.chitchat.conversation.ImportedFrom;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.evidence.EvidenceManifest.AttachedFile;
import me.fhir.chitchat.http.html.Html;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;

/**
 * The conversation as a page for people: it needs neither a network nor a script, and prints. What agents wrote is shown as
 * text and can neither run nor load anything. For one thread, used once.
 */
final class EvidencePage {
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1d20}
            h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2rem}
            .verdict{border-left:.35rem solid #6b7280;padding:.4rem 1rem;background:#f4f5f7}
            .pass{border-color:#0b6b3a}.fail{border-color:#a3122a}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0}
            article{margin:1.2rem 0;padding-top:.6rem;border-top:1px solid #d5d9de}
            header{display:flex;gap:1rem;justify-content:space-between;flex-wrap:wrap}
            time,.seq,.small{color:#5b616b;font-size:.85rem}
            .text,pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:.4rem 0}
            pre{font:13px/1.45 ui-monospace,monospace;background:#f4f5f7;padding:.6rem}
            .work{white-space:pre-wrap;overflow-wrap:anywhere;color:#4a5058;font-size:.9rem}
            .work{margin:.4rem 0 .4rem 1rem}
            @media print{body{margin:0;max-width:none;font-size:11pt}article,tr{break-inside:avoid-page}pre{background:none}}
            """;

    private final EvidenceSource source;
    private final Json.Object meta;
    private final ParticipantNames names;
    private final EvidenceMessages messages;
    private final Html html;

    EvidencePage(EvidenceSource source, List<AttachedFile> attachments, Writer out) {
        this.source = source;
        this.meta = StoredJson.object(source.listed().metadata().text());
        this.names = ParticipantNames.of(Json.objectOrNull(source.scenario().text()));
        this.html = new Html(out);
        this.messages = new EvidenceMessages(source.store(), attachments, names, html);
    }

    /** @throws IOException when the page cannot be written */
    void write() throws IOException {
        try {
            writePage();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void writePage() {
        String given = meta.text("title");
        String title = given == null ? "Conversation" : given;
        html.open("html", "lang", "en").open("head").open("meta", "charset", "utf-8");
        html.open(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'");
        html.open("meta", "name", "viewport", "content", "width=device-width");
        html.element("title", title).style(STYLE).close("head").open("body").element("h1", title);
        about();
        Json.Object verdict = Json.objectOrNull(source.verdict().text());
        if (verdict != null) {
            verdict(verdict);
        }
        html.element("h2", "What was said");
        new EvidenceEvents(source).forEach(messages::event);
        html.open("p", "class", "small")
                .text(
                        "This page is for reading. The file manifest.json beside it lists the SHA-256 of every file and the"
                                + " chain over all events; the command ")
                .element("code", "verify")
                .text(" checks them.")
                .close("p");
        html.close("body").close("html");
    }

    private void about() {
        html.open("table");
        row("Began", day(source.listed().createdAt()));
        row(
                source.head().completed() ? "Ended" : "So far until",
                day(source.head().log().updatedAt()));
        for (Json.Object agent : meta.objects("agents")) {
            row("Participant", names.of(String.valueOf(agent.text("id"))));
        }
        EvidenceSource.EvidenceRequest request = source.request();
        row("Written", day(request.at()) + " by " + request.server());
        imported();
        if (!request.view().equals("everything")) {
            row("View", "as seen by: " + request.view() + "; what is private to others is left out");
        }
        html.close("table");
    }

    private void imported() {
        Origin origin = source.listed().origin();
        if (origin != null && origin.imported() != null) {
            ImportedFrom from = origin.imported();
            row(
                    "Imported",
                    day(from.importedAt()) + "; held as conversation " + from.conversation()
                            + (from.server() == null ? " of another server" : " of " + from.server()));
        }
    }

    private void verdict(Json.Object verdict) {
        String overall = String.valueOf(verdict.text("overall"));
        html.element("h2", "Verdict").open("div", "class", "verdict " + overall);
        html.element("strong", overall.toUpperCase(Locale.ROOT));
        String sentence = verdict.text("sentence");
        html.text(sentence == null ? "" : " " + sentence).close("div").open("table");
        Json.Object parties = verdict.object("parties");
        if (parties != null) {
            for (Map.Entry<String, Json> party : parties.members().entrySet()) {
                if (party.getValue() instanceof Json.Object fields) {
                    party(party.getKey(), fields);
                }
            }
        }
        html.close("table");
        for (Json.Object fault : verdict.objects("faults")) {
            html.open("p").text(fault.text("sentence") + " ");
            link(String.valueOf(fault.raw("seq")));
            html.close("p");
        }
    }

    private void party(String agent, Json.Object party) {
        html.open("tr").element("th", names.of(agent), "scope", "row");
        html.element("td", String.valueOf(party.text("result"))).open("td");
        for (Json.Object check : party.objects("checks")) {
            html.text(check.text("sentence") + " ");
            check.elements("seqs").forEach(seq -> link(seq.raw()));
            html.open("br");
        }
        html.close("td").close("tr");
    }

    /** A link to an event; what is not a number is left out. */
    private void link(String seq) {
        if (seq.matches("\\d{1,18}")) {
            html.element("a", "event " + seq, "href", "#e" + seq).text(" ");
        }
    }

    private void row(String name, String value) {
        html.open("tr").element("th", name, "scope", "row").element("td", value).close("tr");
    }

    private static String day(Instant time) {
        return EvidenceMessages.day(time);
    }
}
