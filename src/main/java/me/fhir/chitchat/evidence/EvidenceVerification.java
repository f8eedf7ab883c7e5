package me.fhir.chitchat.evidence;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipException;
import me.fhir.chitchat.evidence.EvidenceCheck.EvidenceFinding;
import me.fhir.chitchat.json.Json;

/** Checks an evidence file. For one thread, used once. */
public final class EvidenceVerification {
    private static final long MAX_LINE_LENGTH = 256L << 20;

    private final EvidenceFile file;
    private final EvidenceManifest manifest;
    private final List<EvidenceFinding> findings = new ArrayList<>();
    private final long longestLine;

    private EvidenceVerification(EvidenceFile file) {
        this.file = file;
        this.manifest = file.manifest();
        this.longestLine = manifest.files().stream()
                .filter(listed -> listed.name().equals(EvidenceManifest.EVENTS))
                .mapToLong(EvidenceManifest.ListedFile::bytes)
                .limit(1)
                .map(bytes -> Math.min(bytes, MAX_LINE_LENGTH))
                .sum();
    }

    /**
     * Checks a file: its seal, every file's SHA-256, and the chain over the events. Nothing is unpacked; of each file a part
     * is in memory at a time.
     *
     * @throws IOException when it cannot be read at all
     * @throws EvidenceException when it is not evidence, or too damaged to be compared
     */
    public static EvidenceCheck of(Path path) throws IOException, EvidenceException {
        try (EvidenceFile file = EvidenceFile.open(path, EvidenceLimits.VERIFIED)) {
            return of(file);
        }
    }

    static EvidenceCheck of(EvidenceFile file) {
        return new EvidenceVerification(file).run();
    }

    private EvidenceCheck run() {
        events();
        for (EvidenceManifest.ListedFile listed : manifest.files()) {
            listed(listed);
        }
        for (String required : List.of(
                EvidenceManifest.EVENTS, EvidenceManifest.SCENARIO, EvidenceManifest.VERDICT, EvidenceManifest.PAGE)) {
            if (manifest.files().stream().noneMatch(listed -> listed.name().equals(required))) {
                add(0, "The manifest does not list " + required + ".");
            }
        }
        file.unlisted().forEach(name -> add(0, "The file " + shown(name) + " was added."));
        if (findings.isEmpty() && !file.sealed()) {
            add(0, "Events and files fit, but bytes around them were changed: the seal at the end does not fit.");
        }
        findings.sort(Comparator.comparing(finding -> finding.seq() == 0 ? Long.MAX_VALUE : finding.seq()));
        return new EvidenceCheck(summary(), findings);
    }

    private String summary() {
        EvidenceManifest.EvidenceOrigin origin = manifest.origin();
        return "Conversation " + origin.conversation() + " (" + origin.status() + "), "
                + manifest.links().size()
                + " events, " + manifest.attachments().size() + " attachments, view: "
                + origin.export().view() + ", written "
                + origin.export().at();
    }

    private void add(long seq, String sentence) {
        findings.add(new EvidenceFinding(seq, sentence));
    }

    /** Finds the first event that does not fit; from there on no link fits any more. */
    private void events() {
        EvidenceChain chain = new EvidenceChain();
        int place = 0;
        try (InputStream in = file.has(EvidenceManifest.EVENTS)
                ? new BufferedInputStream(file.read(EvidenceManifest.EVENTS))
                : InputStream.nullInputStream()) {
            for (byte[] line = line(in); line.length > 0; line = line(in)) {
                if (place >= manifest.links().size()) {
                    long added = seqOf(line);
                    add(added, "Event " + added + " was added: the manifest knows no such event.");
                    return;
                }
                EvidenceManifest.Link expected = manifest.links().get(place);
                if (!chain.add(line).equals(expected.hash())) {
                    misfit(expected.seq(), seqOf(line));
                    return;
                }
                place++;
            }
        } catch (IOException e) {
            // Damaged data ends in several kinds of it.
            if (place < manifest.links().size()) {
                long seq = manifest.links().get(place).seq();
                add(seq, "Event " + seq + " cannot be read: the file is damaged there (" + e.getMessage() + ").");
                return;
            }
        }
        if (place < manifest.links().size()) {
            long seq = manifest.links().get(place).seq();
            add(seq, "Event " + seq + " is missing.");
        }
    }

    private void misfit(long expected, long found) {
        add(
                expected,
                found == expected || found == 0
                        ? "Event " + expected + " was changed."
                        : "Event " + expected + " is out of order: event " + found + " is in its place.");
    }

    private static long seqOf(byte[] line) {
        Json.Object event = Json.objectOrNull(new String(line, StandardCharsets.UTF_8));
        return event != null && event.get("seq") instanceof Json.Number seq && seq.isInteger() ? seq.clampedLong() : 0;
    }

    /** The next line without its line feed; empty at the end. An empty line counts as an end, and what follows is missing. */
    private byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
            if (line.size() > longestLine) {
                throw new ZipException("a line is longer than any that is written");
            }
        }
        return line.toByteArray();
    }

    /** Reads no more of a file than it may have, so that one that swells while it is read costs nothing. */
    private void listed(EvidenceManifest.ListedFile listed) {
        long seq = manifest.attachments().stream()
                .filter(attached -> attached.file().equals(listed.name()))
                .mapToLong(EvidenceManifest.AttachedFile::seq)
                .findFirst()
                .orElse(0);
        String concerned = seq == 0 ? "" : ", which came with event " + seq + ",";
        if (!file.has(listed.name())) {
            add(seq, "The file " + shown(listed.name()) + concerned + " is missing.");
            return;
        }
        boolean known = findings.stream().anyMatch(finding -> finding.seq() != 0);
        if (known && listed.name().equals(EvidenceManifest.EVENTS)) {
            return;
        }
        MeasuredOutput measured = new MeasuredOutput(OutputStream.nullOutputStream());
        try (InputStream in = file.read(listed.name())) {
            byte[] buffer = new byte[1 << 16];
            long left = listed.bytes() + 1;
            for (int read = in.read(buffer, 0, size(buffer, left));
                    read > 0;
                    read = in.read(buffer, 0, size(buffer, left))) {
                measured.write(buffer, 0, read);
                left -= read;
            }
        } catch (IOException e) {
            add(seq, "The file " + shown(listed.name()) + concerned + " is damaged (" + e.getMessage() + ").");
            return;
        }
        if (!measured.file(listed.name()).equals(listed)) {
            add(seq, "The file " + shown(listed.name()) + concerned + " was changed.");
        }
    }

    private static int size(byte[] buffer, long left) {
        return (int) Math.min(buffer.length, Math.max(0, left));
    }

    /** A name from a file that may be forged, for a terminal. */
    private static String shown(String name) {
        String printable = name.replaceAll("[^\\p{Print}\\p{L}]", "?");
        return printable.length() > 200 ? printable.substring(0, 200) + "…" : printable;
    }
}
