package me.fhir.chitchat.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.ImportedConversation;
import me.fhir.chitchat.conversation.ImportedFrom;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Reads a conversation out of an evidence file, which may be forged: it is verified, each part of it must be as a
 * server writes it, and nothing is unpacked to the disk. For one thread, used once.
 */
public final class EvidenceImport {
    private static final int MAX_WORD_LENGTH = 2_000;

    private final EvidenceManifest manifest;
    private final EvidenceContent content;
    private final Instant now;

    private EvidenceImport(EvidenceFile file, Instant now) {
        this.manifest = file.manifest();
        this.content = new EvidenceContent(file);
        this.now = now;
    }

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read at all
     * @throws EvidenceException when it is not evidence, does not fit, or is too large; the sentence names the first event
     *     that does not fit
     */
    public static ImportedConversation read(Path path, EvidenceLimits limits, Instant now)
            throws IOException, EvidenceException {
        try (EvidenceFile file = EvidenceFile.open(path, limits)) {
            EvidenceCheck check = EvidenceVerification.of(file);
            if (!check.fits()) {
                EvidenceCheck.EvidenceFinding first = check.findings().get(0);
                throw new EvidenceException((first.seq() == 0 ? "" : "seq " + first.seq() + ": ") + first.sentence()
                        + " Nothing was imported.");
            }
            return new EvidenceImport(file, now).conversation();
        }
    }

    private ImportedConversation conversation() throws IOException, EvidenceException {
        List<Event> events = events();
        List<Attachment> documents = new ArchivedDocuments(manifest, content).matching(events);
        Json.Object scenario = content.object(EvidenceManifest.SCENARIO);
        Json.Object verdict = content.object(EvidenceManifest.VERDICT);
        ArchivedVerdict.require(verdict);
        ImportedConversation conversation = new ImportedConversation(
                Origin.imported(EvidenceFingerprint.of(events, manifest, scenario, verdict), from()),
                events,
                documents,
                EvidenceContent.raw(scenario),
                EvidenceContent.raw(verdict));
        requireMeta(conversation);
        return conversation;
    }

    private List<Event> events() throws IOException, EvidenceException {
        List<Event> events = new ArrayList<>();
        Event before = null;
        for (String line : content.text(EvidenceManifest.EVENTS).split("\n", 0)) {
            before = LoggedLine.read(line, manifest.origin().conversation(), before)
                    .event();
            events.add(before);
        }
        return events;
    }

    private static void requireMeta(ImportedConversation conversation) throws EvidenceException {
        try {
            Objects.requireNonNull(conversation.meta());
        } catch (ConversationException e) {
            throw new EvidenceException("Event 1: " + e.sentence());
        } catch (IllegalStateException e) {
            throw new EvidenceException("Event 1 does not hold the conversation's Meta.");
        }
    }

    private ImportedFrom from() throws EvidenceException {
        EvidenceManifest.EvidenceExport export = manifest.origin().export();
        try {
            return new ImportedFrom(
                    cut(export.server()),
                    manifest.origin().conversation(),
                    Objects.requireNonNull(cut(export.view())),
                    Instant.parse(export.at()),
                    now);
        } catch (DateTimeException e) {
            throw new EvidenceException(EvidenceManifest.NAME + ": exportedAt must be a time.");
        }
    }

    private static @Nullable String cut(@Nullable String word) {
        return word == null || word.length() <= MAX_WORD_LENGTH ? word : word.substring(0, MAX_WORD_LENGTH);
    }
}
