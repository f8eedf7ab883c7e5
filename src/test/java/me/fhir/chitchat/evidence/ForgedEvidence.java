package me.fhir.chitchat.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import me.fhir.chitchat.json.Json;

/** Evidence that somebody changed who knows how to compute new hashes: only what it says can give it away. */
final class ForgedEvidence {
    private final Map<String, byte[]> files;

    private ForgedEvidence(Map<String, byte[]> files) {
        this.files = files;
    }

    static ForgedEvidence of(byte[] archive) throws IOException {
        return new ForgedEvidence(unzipped(archive));
    }

    static Map<String, byte[]> unzipped(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    static List<String> lines(byte[] archive) throws IOException {
        return new String(unzipped(archive).get("events.jsonl"), UTF_8).lines().toList();
    }

    /** The archive with the manifest as it was, by somebody who does not know of it. */
    byte[] unsealed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    ForgedEvidence file(String name, String content) {
        files.put(name, content.getBytes(UTF_8));
        return this;
    }

    ForgedEvidence change(String name, UnaryOperator<String> change) {
        return file(name, change.apply(new String(files.get(name), UTF_8)));
    }

    /** The archive with a manifest and a seal that fit. */
    byte[] archive() throws Exception {
        EvidenceManifest old = EvidenceManifest.read(new String(files.get("manifest.json"), UTF_8));
        List<EvidenceManifest.ListedFile> listed = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (!file.getKey().equals("manifest.json")) {
                MeasuredOutput measured = new MeasuredOutput(new ByteArrayOutputStream());
                measured.write(file.getValue());
                listed.add(measured.file(file.getKey()));
            }
        }
        EvidenceChain chain = new EvidenceChain();
        List<EvidenceManifest.Link> links = new ArrayList<>();
        for (String line : new String(files.get("events.jsonl"), UTF_8).split("\n", 0)) {
            Json.Object event = Json.objectOrNull(line);
            long seq = event != null && event.get("seq") instanceof Json.Number number
                    ? Math.round(number.doubleValue())
                    : 0;
            links.add(new EvidenceManifest.Link(seq, chain.add(line.getBytes(UTF_8))));
        }
        String manifest = new EvidenceManifest(old.origin(), listed, old.attachments(), links).json();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SealedOutput sealed = new SealedOutput(out);
        ZipOutputStream zip = new ZipOutputStream(sealed, UTF_8);
        zip.setComment(SealedOutput.PLACEHOLDER);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            zip.putNextEntry(new ZipEntry(file.getKey()));
            zip.write(file.getKey().equals("manifest.json") ? manifest.getBytes(UTF_8) : file.getValue());
            zip.closeEntry();
        }
        zip.finish();
        sealed.seal();
        return out.toByteArray();
    }
}
