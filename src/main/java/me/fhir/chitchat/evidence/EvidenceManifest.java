package me.fhir.chitchat.evidence;

import java.util.List;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFaults;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonLimits;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.WireName;
import me.fhir.chitchat.wire.ImportedJson;
import org.jspecify.annotations.Nullable;

/**
 * The contents of {@code manifest.json}.
 *
 * @param links one for each event, in their order
 */
record EvidenceManifest(
        EvidenceOrigin origin, List<ListedFile> files, List<AttachedFile> attachments, List<Link> links) {
    static final String NAME = "manifest.json";
    static final String EVENTS = "events.jsonl";
    static final String SCENARIO = "scenario.json";
    static final String VERDICT = "verdict.json";
    static final String PAGE = "index.html";
    static final String FORMAT = "chitchat-evidence";
    static final int VERSION = 1;

    /** Where it comes from. Times in ISO-8601. */
    record EvidenceOrigin(
            long conversation, String status, String createdAt, String updatedAt, EvidenceExport export) {}

    /**
     * Who wrote the file, what they may see, and when.
     *
     * @param server the address of the server's API; files of earlier versions do not name it
     * @param imported where the conversation was held, if not there
     */
    record EvidenceExport(
            @Nullable String server,
            String view,
            String at,
            @Nullable Origin imported) {}

    /** A file of the archive with its length in bytes and its SHA-256 in hexadecimal digits. */
    record ListedFile(String name, long bytes, String sha256) {}

    /**
     * The entry of an attachment.
     *
     * @param file its name in the archive
     * @param seq the message that it came with
     */
    record AttachedFile(String file, long seq, AttachmentEncoding encoding, DocumentNames names, Authorship written) {}

    /** How a document is called. */
    record DocumentNames(
            String id,
            String docId,
            String name,
            String contentType,
            @Nullable String summary) {}

    /** Who wrote something, and when. */
    record Authorship(String by, String at) {}

    /** An event's link of the chain. */
    record Link(long seq, String hash) {}

    /** How a stored content became a file. */
    enum AttachmentEncoding implements WireName {
        /** A text, in UTF-8. */
        TEXT,
        /** Bytes, which were stored as base64. */
        BYTES,
        /** A text that said to be base64 and is not. */
        BROKEN_BASE64;
    }

    String json() {
        return JsonWriter.object(this::write) + "\n";
    }

    private void write(JsonWriter json) {
        json.text("format", FORMAT)
                .number("version", VERSION)
                .number("conversationId", origin.conversation())
                .text("status", origin.status())
                .text("createdAt", origin.createdAt())
                .text("updatedAt", origin.updatedAt())
                .optionalText("server", origin.export().server())
                .text("view", origin.export().view())
                .text("exportedAt", origin.export().at());
        ImportedJson.write(json, origin.export().imported());
        json.objects("files", files, (file, each) -> file.text("name", each.name())
                        .number("bytes", each.bytes())
                        .text("sha256", each.sha256()))
                .objects("attachments", attachments, EvidenceManifest::attachment)
                .object("events", events -> events.number("count", links.size())
                        .text("chain", "SHA-256 of the hash before (32 zero bytes at first) and the event's line")
                        .objects("links", links, (link, each) -> link.number("seq", each.seq())
                                .text("hash", each.hash())));
    }

    private static void attachment(JsonWriter json, AttachedFile attached) {
        json.text("file", attached.file())
                .number("seq", attached.seq())
                .text("encoding", attached.encoding().wireName())
                .text("id", attached.names().id())
                .text("docId", attached.names().docId())
                .text("name", attached.names().name())
                .text("contentType", attached.names().contentType())
                .optionalText("summary", attached.names().summary())
                .text("createdBy", attached.written().by())
                .text("createdAt", attached.written().at());
    }

    /** Reads a manifest; a fault that makes it useless is thrown, with a sentence. */
    static EvidenceManifest read(String text) throws EvidenceException {
        Json json;
        try {
            json = Json.parse(text, JsonLimits.STORED);
        } catch (JsonSyntaxException e) {
            throw new EvidenceException(NAME + " is damaged: " + e.sentence() + ".");
        }
        JsonFields fields = JsonFields.of(json, "", JsonFaults.IGNORED);
        if (!FORMAT.equals(fields.text("format")) || fields.integer("version") != VERSION) {
            throw new EvidenceException(NAME + " is not that of an evidence file of version " + VERSION + ".");
        }
        return new EvidenceManifest(
                new EvidenceOrigin(
                        fields.integer("conversationId"),
                        fields.text("status"),
                        fields.text("createdAt"),
                        fields.text("updatedAt"),
                        new EvidenceExport(
                                fields.optionalText("server"), fields.text("view"), fields.text("exportedAt"), null)),
                fields.objects("files").stream()
                        .map(file -> new ListedFile(file.text("name"), file.integer("bytes"), file.text("sha256")))
                        .toList(),
                fields.objects("attachments").stream()
                        .map(EvidenceManifest::attachment)
                        .toList(),
                fields.object("events").objects("links").stream()
                        .map(link -> new Link(link.integer("seq"), link.text("hash")))
                        .toList());
    }

    private static AttachedFile attachment(JsonFields fields) {
        return new AttachedFile(
                fields.text("file"),
                fields.integer("seq"),
                WireName.find(AttachmentEncoding.class, fields.text("encoding")).orElse(AttachmentEncoding.TEXT),
                new DocumentNames(
                        fields.text("id"),
                        fields.text("docId"),
                        fields.text("name"),
                        fields.text("contentType"),
                        fields.optionalText("summary")),
                new Authorship(fields.text("createdBy"), fields.text("createdAt")));
    }
}
