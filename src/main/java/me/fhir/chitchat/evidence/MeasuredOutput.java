package me.fhir.chitchat.evidence;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import me.fhir.chitchat.digest.Sha256;

/** Counts and hashes what passes, and never closes what is behind it. For one thread. */
final class MeasuredOutput extends FilterOutputStream {
    private final MessageDigest digest = Sha256.newDigest();
    private long bytes;

    MeasuredOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        digest.update((byte) b);
        bytes++;
        out.write(b);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        digest.update(source, offset, length);
        bytes += length;
        out.write(source, offset, length);
    }

    @Override
    public void close() {
        // The next file goes there as well.
    }

    /** The measured file, under this name; nothing may follow. */
    EvidenceManifest.ListedFile file(String name) {
        return new EvidenceManifest.ListedFile(name, bytes, HexFormat.of().formatHex(digest.digest()));
    }
}
