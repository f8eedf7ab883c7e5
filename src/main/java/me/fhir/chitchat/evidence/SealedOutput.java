package me.fhir.chitchat.evidence;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import me.fhir.chitchat.digest.Sha256;

/**
 * Puts the SHA-256 of everything before them, as 64 hexadecimal digits, in place of the last 64 bytes: the comment of a zip
 * file. So a change of any byte shows, even of one that no reader of zip files looks at. For one thread.
 */
final class SealedOutput extends FilterOutputStream {
    static final int SEAL = 64;

    /** Stands in the file until the seal is known. */
    static final String PLACEHOLDER = "0".repeat(SEAL);

    private final MessageDigest digest = Sha256.newDigest();
    private final byte[] held = new byte[SEAL];
    private int count;

    SealedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int passing = Math.max(0, count + length - SEAL);
        int ofHeld = Math.min(count, passing);
        pass(held, 0, ofHeld);
        System.arraycopy(held, ofHeld, held, 0, count - ofHeld);
        count -= ofHeld;
        int ofNew = passing - ofHeld;
        pass(bytes, offset, ofNew);
        System.arraycopy(bytes, offset + ofNew, held, count, length - ofNew);
        count += length - ofNew;
    }

    private void pass(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        out.write(bytes, offset, length);
    }

    /** Writes the seal; nothing may follow. */
    void seal() throws IOException {
        out.write(HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
