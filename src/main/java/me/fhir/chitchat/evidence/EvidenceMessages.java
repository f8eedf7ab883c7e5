package me.fhir.chitchat.evidence;

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
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.evidence.EvidenceManifest.AttachedFile;
import me.fhir.chitchat.http.html.Html;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/** The events of a conversation on its {@link EvidencePage}: messages with their documents, and the work between them. */
final class EvidenceMessages {
    /** A longer document is in the archive only, in characters. */
    private static final int MAX_DOCUMENT_LENGTH = 200_000;

    /** Arguments and results are cut there, in characters; the archive has them whole. */
    private static final int MAX_RESULT_LENGTH = 2000;

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final ConversationStore store;
    private final Map<String, AttachedFile> files = new HashMap<>();
    private final ParticipantNames names;
    private final Html html;

    EvidenceMessages(ConversationStore store, List<AttachedFile> attachments, ParticipantNames names, Html html) {
        this.store = store;
        this.names = names;
        this.html = html;
        attachments.forEach(attached -> files.put(attached.names().id(), attached));
    }

    static String day(Instant time) {
        return DAY_AND_TIME.format(time);
    }

    void event(Event event) {
        Json.Object payload = StoredJson.object(event.entry().payload().text());
        if (event.entry() instanceof Entry.Message) {
            message(event, payload);
        } else if (event.entry() instanceof Entry.Trace) {
            work(event, names.of(event.agentId()) + " " + work(payload));
        } else if (!"meta_created".equals(payload.text("kind"))) {
            work(event, "Note of the server: " + payload.text("kind"));
        }
    }

    private void work(Event event, String text) {
        html.element("div", text, "class", "work", "id", "e" + event.seq());
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
        return json == null
                ? ""
                : json.length() > MAX_RESULT_LENGTH ? json.substring(0, MAX_RESULT_LENGTH) + " …" : json;
    }

    private void message(Event event, Json.Object payload) {
        MessagePayload message = MessagePayload.of(event);
        html.open("article", "id", "e" + event.seq()).open("header").element("strong", names.of(event.agentId()));
        html.open("span").element("time", day(event.ts())).text(" ");
        html.element("span", "event " + event.seq(), "class", "seq")
                .close("span")
                .close("header");
        html.element("div", message.text(), "class", "text");
        message.attachments().forEach(this::document);
        Json.Object outcome = payload.object("outcome");
        if (outcome != null) {
            String reason = outcome.text("reason");
            html.open("p")
                    .element("strong", "The conversation ends: " + outcome.text("status"))
                    .text(reason == null ? "" : " – " + reason)
                    .close("p");
        }
        html.close("article");
    }

    private void document(MessagePayload.Reference reference) {
        html.open("p", "class", "small").text("Attached: ");
        AttachedFile file = files.get(reference.id());
        if (file == null) {
            html.text(reference.name()).close("p");
            return;
        }
        html.element("a", reference.name(), "href", address(file.file()));
        html.text(" (" + reference.contentType() + ")").close("p");
        Optional<Attachment> attachment = store.attachment(reference.id());
        boolean readable = file.encoding() == EvidenceManifest.AttachmentEncoding.TEXT
                && attachment.isPresent()
                && attachment.get().document().content().text().length() <= MAX_DOCUMENT_LENGTH;
        if (readable) {
            html.element("pre", attachment.get().document().content().text());
        }
    }

    /** The relative address of a file whose name has letters, digits and {@code ._-/} alone. */
    private static String address(String file) {
        return URLEncoder.encode(file, StandardCharsets.UTF_8).replace("%2F", "/");
    }
}
