package me.fhir.chitchat.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import me.fhir.chitchat.digest.Sha256;
import org.jspecify.annotations.Nullable;

/** An evidence file that is open for reading; its names lead nowhere outside of it. For one thread. */
final class EvidenceFile implements AutoCloseable {
    private static final int MAX_ENTRIES = 100_000;
    private static final int BUFFER = 1 << 16;

    private final ZipFile zip;
    private final EvidenceManifest manifest;
    private final boolean sealed;

    private EvidenceFile(ZipFile zip, EvidenceManifest manifest, boolean sealed) {
        this.zip = zip;
        this.manifest = manifest;
        this.sealed = sealed;
    }

    /**
     * Opens a file.
     *
     * @throws EvidenceException when it is not evidence, damaged, or unpacked larger than the limits
     */
    static EvidenceFile open(Path file, EvidenceLimits limits) throws IOException, EvidenceException {
        boolean sealed = isSealed(file);
        ZipFile zip = null;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
            if (zip.size() > MAX_ENTRIES) {
                throw new EvidenceException("It has more than " + MAX_ENTRIES + " files; evidence never has.");
            }
            EvidenceManifest manifest = manifest(zip, limits.manifestBytes());
            limits.require(manifest);
            return new EvidenceFile(zip, manifest, sealed);
        } catch (IOException e) {
            // The file itself could be read; damaged data ends in several kinds of exception.
            close(zip);
            throw new EvidenceException("It is not a zip file, or is cut off or damaged (" + e.getMessage()
                    + "); no event can be checked.");
        } catch (EvidenceException e) {
            close(zip);
            throw e;
        }
    }

    private static void close(@Nullable ZipFile zip) throws IOException {
        if (zip != null) {
            zip.close();
        }
    }

    /** Whether the last 64 bytes are the hash of all before them. */
    private static boolean isSealed(Path file) throws IOException {
        long length = Files.size(file) - SealedOutput.SEAL;
        if (length < 0) {
            return false;
        }
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            long left = length;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    return false;
                }
                digest.update(buffer, 0, read);
                left -= read;
            }
            String seal = new String(in.readNBytes(SealedOutput.SEAL), StandardCharsets.US_ASCII);
            return seal.equals(HexFormat.of().formatHex(digest.digest()));
        }
    }

    private static EvidenceManifest manifest(ZipFile zip, long mostBytes) throws IOException, EvidenceException {
        ZipEntry entry = zip.getEntry(EvidenceManifest.NAME);
        if (entry == null) {
            throw new EvidenceException(
                    "It has no " + EvidenceManifest.NAME + ", so it is not evidence, or was changed.");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] text = in.readNBytes((int) mostBytes + 1);
            if (text.length > mostBytes) {
                throw new EvidenceException(EvidenceManifest.NAME + " is larger than any that is written.");
            }
            return EvidenceManifest.read(new String(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new EvidenceException(
                    EvidenceManifest.NAME + " is damaged (" + e.getMessage() + "); no event can be checked.");
        }
    }

    EvidenceManifest manifest() {
        return manifest;
    }

    /** Whether no byte of the file was changed since it was written. */
    boolean sealed() {
        return sealed;
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /** The content of a file that is there. */
    InputStream read(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        InputStream in = entry == null ? null : zip.getInputStream(entry);
        if (in == null) {
            throw new ZipException(name + " is missing");
        }
        return in;
    }

    /** Names that the manifest does not list, or that are there twice. */
    List<String> unlisted() {
        Set<String> listed = new HashSet<>();
        listed.add(EvidenceManifest.NAME);
        manifest.files().forEach(file -> listed.add(file.name()));
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> !listed.remove(name))
                .toList();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
