package me.fhir.chitchat.evidence;

import java.io.IOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.ImportedFrom;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.evidence.EvidenceManifest.AttachedFile;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * The conversation as a page for people: it needs neither a network nor a script, and prints. What agents wrote is shown as
 * text and can neither run nor load anything. For one thread, used once.
 */
final class EvidencePage {
    /** A longer document is in the archive only. */
    private static final int LONGEST_DOCUMENT = 200_000;

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

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
    private final Map<String, AttachedFile> files = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Json.Object meta;
    private final Json.@Nullable Object verdict;
    private final Writer out;

    EvidencePage(EvidenceSource source, List<AttachedFile> attachments, Writer out) {
        this.source = source;
        this.meta = StoredJson.object(source.listed().metadata().text());
        this.verdict = Json.objectOrNull(source.verdict().text());
        this.out = out;
        attachments.forEach(attached -> files.put(attached.names().id(), attached));
        Json.Object scenario = Json.objectOrNull(source.scenario().text());
        if (scenario != null) {
            scenario.objects("agents").forEach(this::name);
        }
    }

    private void name(Json.Object role) {
        Json.Object principal = role.object("principal");
        String agent = role.text("agentId");
        String name = principal == null ? null : principal.text("name");
        if (agent != null && name != null && !name.isBlank()) {
            names.put(agent, name);
        }
    }

    private String who(String agentId) {
        String name = names.get(agentId);
        return name == null ? agentId : name + " (" + agentId + ")";
    }

    void write() throws IOException {
        String title = meta.text("title") == null ? "Conversation" : String.valueOf(meta.text("title"));
        html("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        html("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        html("<meta name=\"viewport\" content=\"width=device-width\"><title>").text(title);
        html("</title><style>")
                .html(STYLE)
                .html("</style></head><body>\n<h1>")
                .text(title)
                .html("</h1>\n");
        about();
        verdict();
        html("<h2>What was said</h2>\n");
        for (Event event : new EvidenceEvents(source)) {
            event(event);
        }
        html(
                "<p class=\"small\">This page is for reading. The file manifest.json beside it lists the SHA-256 of every"
                        + " file and the chain over all events; the command <code>verify</code> checks them.</p>\n</body></html>\n");
    }

    private void about() throws IOException {
        html("<table>");
        row("Began", day(source.listed().createdAt()));
        row(
                source.head().completed() ? "Ended" : "So far until",
                day(source.head().log().updatedAt()));
        for (Json.Object agent : meta.objects("agents")) {
            row("Participant", who(String.valueOf(agent.text("id"))));
        }
        EvidenceSource.EvidenceRequest request = source.request();
        row("Written", day(request.at()) + " by " + request.server());
        imported();
        if (!request.view().equals("everything")) {
            row("View", "as seen by: " + request.view() + "; what is private to others is left out");
        }
        html("</table>\n");
    }

    private void imported() throws IOException {
        Origin origin = source.listed().origin();
        if (origin != null && origin.imported() != null) {
            ImportedFrom from = origin.imported();
            row(
                    "Imported",
                    day(from.importedAt()) + "; held as conversation " + from.conversation()
                            + (from.server() == null ? " of another server" : " of " + from.server()));
        }
    }

    private void verdict() throws IOException {
        Json.Object judged = verdict;
        if (judged == null) {
            return;
        }
        String overall = String.valueOf(judged.text("overall"));
        html("<h2>Verdict</h2>\n<div class=\"verdict ").text(overall).html("\"><strong>");
        text(overall.toUpperCase(Locale.ROOT)).html("</strong>");
        if (judged.text("sentence") != null) {
            html(" ").text(String.valueOf(judged.text("sentence")));
        }
        html("</div>\n<table>");
        Json.Object parties = judged.object("parties");
        if (parties != null) {
            for (Map.Entry<String, Json> party : parties.members().entrySet()) {
                if (party.getValue() instanceof Json.Object fields) {
                    party(party.getKey(), fields);
                }
            }
        }
        html("</table>\n");
        for (Json.Object fault : judged.objects("faults")) {
            html("<p>").text(String.valueOf(fault.text("sentence"))).html(" ");
            link(String.valueOf(fault.raw("seq"))).html("</p>\n");
        }
    }

    private void party(String agent, Json.Object party) throws IOException {
        html("<tr><th scope=\"row\">").text(who(agent)).html("<td>").text(String.valueOf(party.text("result")));
        html("<td>");
        for (Json.Object check : party.objects("checks")) {
            text(String.valueOf(check.text("sentence"))).html(" ");
            for (Json seq : check.elements("seqs")) {
                link(seq.raw()).html(" ");
            }
            html("<br>");
        }
        html("\n");
    }

    /** A link to an event; what is no number is left out. */
    private EvidencePage link(String seq) throws IOException {
        return seq.matches("\\d{1,18}") ? html("<a href=\"#e" + seq + "\">event " + seq + "</a>") : this;
    }

    private void event(Event event) throws IOException {
        Json.Object payload = StoredJson.object(event.entry().payload().text());
        if (event.entry() instanceof Entry.Message) {
            message(event, payload);
        } else if (event.entry() instanceof Entry.Trace) {
            html("<div class=\"work\" id=\"e" + event.seq() + "\">");
            text(who(event.agentId()) + " " + work(payload)).html("</div>\n");
        } else if (!"meta_created".equals(payload.text("kind"))) {
            html("<div class=\"work\" id=\"e" + event.seq() + "\">");
            text("Note of the server: " + payload.text("kind")).html("</div>\n");
        }
    }

    private static String work(Json.Object trace) {
        return switch (String.valueOf(trace.text("type"))) {
            case "thought" -> "thought: " + trace.text("content");
            case "tool_call" -> "looked up or did: " + trace.text("name") + " " + cut(trace.raw("args"));
            case "tool_result" ->
                trace.has("error") ? "got an error: " + cut(trace.raw("error")) : "got the result: " + result(trace);
            default -> String.valueOf(trace.text("type"));
        };
    }

    /** A document in its own words, anything else as JSON. */
    private static String result(Json.Object trace) {
        Json.Object document = trace.object("result");
        String content = document == null ? null : document.text("content");
        return cut(content == null ? trace.raw("result") : content);
    }

    private static String cut(@Nullable String json) {
        return json == null ? "" : json.length() > 2000 ? json.substring(0, 2000) + " …" : json;
    }

    private void message(Event event, Json.Object payload) throws IOException {
        html("<article id=\"e" + event.seq() + "\"><header><strong>").text(who(event.agentId()));
        html("</strong><span><time>").text(day(event.ts())).html("</time> <span class=\"seq\">event " + event.seq());
        html("</span></span></header>\n<div class=\"text\">")
                .text(MessagePayload.of(event).text())
                .html("</div>\n");
        for (MessagePayload.Reference reference : MessagePayload.of(event).attachments()) {
            document(reference);
        }
        Json.Object outcome = payload.object("outcome");
        if (outcome != null) {
            String reason = outcome.text("reason");
            html("<p><strong>The conversation ends: ").text(String.valueOf(outcome.text("status")));
            html("</strong>").text(reason == null ? "" : " – " + reason).html("</p>\n");
        }
        html("</article>\n");
    }

    private void document(MessagePayload.Reference reference) throws IOException {
        AttachedFile file = files.get(reference.id());
        html("<p class=\"small\">Attached: ");
        if (file == null) {
            text(reference.name()).html("</p>\n");
            return;
        }
        html("<a href=\"")
                .text(address(file.file()))
                .html("\">")
                .text(reference.name())
                .html("</a> (");
        text(reference.contentType()).html(")</p>\n");
        Optional<Attachment> attachment = source.store().attachment(reference.id());
        boolean readable = file.encoding() == EvidenceManifest.AttachmentEncoding.TEXT
                && attachment.isPresent()
                && attachment.get().document().content().text().length() <= LONGEST_DOCUMENT;
        if (readable) {
            html("<pre>").text(attachment.get().document().content().text()).html("</pre>\n");
        }
    }

    /** The relative address of a file whose name has letters, digits and {@code ._-/} alone. */
    private static String address(String file) {
        return URLEncoder.encode(file, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    private void row(String name, String value) throws IOException {
        html("<tr><th scope=\"row\">").text(name).html("<td>").text(value).html("\n");
    }

    private static String day(Instant time) {
        return DAY_AND_TIME.format(time);
    }

    private EvidencePage html(String text) throws IOException {
        out.write(text);
        return this;
    }

    private EvidencePage text(String text) throws IOException {
        return html(text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;"));
    }
}
