package me.fhir.chitchat.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.evidence.EvidenceManifest.AttachedFile;
import me.fhir.chitchat.evidence.EvidenceManifest.AttachmentEncoding;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.wire.EventJson;
import me.fhir.chitchat.wire.Timestamps;

/**
 * Writes a conversation as a zip file. Of its events a page is in memory at a time, of its attachments one, and of every
 * event its hash. For one thread, used once.
 */
public final class EvidenceArchive {
    private static final int MAX_NAME_LENGTH = 80;

    private final EvidenceSource source;
    private final List<EvidenceManifest.Link> links = new ArrayList<>();
    private final List<EvidenceManifest.ListedFile> files = new ArrayList<>();
    private final List<AttachedFile> attachments = new ArrayList<>();

    public EvidenceArchive(EvidenceSource source) {
        this.source = source;
    }

    /** Writes the file; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        SealedOutput sealed = new SealedOutput(out);
        // Not closed here: that would close the caller's stream.
        ZipOutputStream zip = new ZipOutputStream(sealed, StandardCharsets.UTF_8);
        zip.setComment(SealedOutput.PLACEHOLDER);
        file(zip, EvidenceManifest.EVENTS, this::events);
        for (AttachedFile attached : List.copyOf(attachments)) {
            Optional<Attachment> attachment =
                    source.store().attachment(attached.names().id());
            if (attachment.isPresent()) {
                file(zip, attached.file(), to -> to.write(bytes(attachment.get(), attached.encoding())));
            }
        }
        file(
                zip,
                EvidenceManifest.SCENARIO,
                to -> to.write(line(source.scenario().text())));
        file(zip, EvidenceManifest.VERDICT, to -> to.write(line(source.verdict().text())));
        file(zip, EvidenceManifest.PAGE, this::page);
        entry(zip, EvidenceManifest.NAME);
        zip.write(manifest().json().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        sealed.seal();
    }

    private static byte[] line(String json) {
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the content of one file. */
    private interface FileContent {
        void write(OutputStream to) throws IOException;
    }

    private void file(ZipOutputStream zip, String name, FileContent content) throws IOException {
        entry(zip, name);
        MeasuredOutput measured = new MeasuredOutput(zip);
        content.write(measured);
        zip.closeEntry();
        files.add(measured.file(name));
    }

    private void entry(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.ofInstant(source.request().at(), ZoneOffset.UTC));
        zip.putNextEntry(entry);
    }

    private void events(OutputStream to) throws IOException {
        EvidenceChain chain = new EvidenceChain();
        for (Event event : new EvidenceEvents(source)) {
            JsonWriter json = new JsonWriter();
            EventJson.write(json, event);
            byte[] line = json.toString().getBytes(StandardCharsets.UTF_8);
            links.add(new EvidenceManifest.Link(event.seq(), chain.add(line)));
            to.write(line);
            to.write('\n');
            if (event.entry() instanceof Entry.Message) {
                MessagePayload.of(event).attachments().forEach(this::attached);
            }
        }
    }

    private void attached(MessagePayload.Reference reference) {
        boolean known =
                attachments.stream().anyMatch(other -> other.names().id().equals(reference.id()));
        if (!known) {
            source.store()
                    .attachment(reference.id())
                    .filter(attachment ->
                            attachment.conversation() == source.head().conversation())
                    .ifPresent(attachment -> attachments.add(described(attachment)));
        }
    }

    private AttachedFile described(Attachment attachment) {
        Attachment.Document document = attachment.document();
        String safe = document.name().replaceAll("[^\\p{L}\\p{N}._-]+", "_").replaceAll("^[._]+", "");
        return new AttachedFile(
                "attachments/" + (attachments.size() + 1) + "-"
                        + safe.substring(0, Math.min(safe.length(), MAX_NAME_LENGTH)),
                attachment.at().seq(),
                encoding(document.content()),
                new EvidenceManifest.DocumentNames(
                        document.id(), document.docId(), document.name(), document.contentType(), document.summary()),
                new EvidenceManifest.Authorship(
                        attachment.createdByAgentId(), Timestamps.format(attachment.createdAt())));
    }

    private static AttachmentEncoding encoding(Attachment.Content content) {
        if (!content.base64()) {
            return AttachmentEncoding.TEXT;
        }
        try {
            byte[] unused = Base64.getMimeDecoder().decode(content.text());
            return AttachmentEncoding.BYTES;
        } catch (IllegalArgumentException e) {
            return AttachmentEncoding.BROKEN_BASE64;
        }
    }

    private static byte[] bytes(Attachment attachment, AttachmentEncoding encoding) {
        String text = attachment.document().content().text();
        return encoding == AttachmentEncoding.BYTES
                ? Base64.getMimeDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private void page(OutputStream to) throws IOException {
        Writer writer = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        new EvidencePage(source, attachments, writer).write();
        writer.flush();
    }

    private EvidenceManifest manifest() {
        return new EvidenceManifest(
                new EvidenceManifest.EvidenceOrigin(
                        source.head().conversation(),
                        source.head().completed() ? "completed" : "active",
                        Timestamps.format(source.listed().createdAt()),
                        Timestamps.format(source.head().log().updatedAt()),
                        new EvidenceManifest.EvidenceExport(
                                source.request().server(),
                                source.request().view(),
                                Timestamps.format(source.request().at()),
                                source.listed().origin())),
                files,
                attachments,
                links);
    }
}
