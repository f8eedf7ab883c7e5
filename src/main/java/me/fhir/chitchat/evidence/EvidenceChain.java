package me.fhir.chitchat.evidence;

import java.security.MessageDigest;
import java.util.HexFormat;
import me.fhir.chitchat.digest.Sha256;

/**
 * A hash chain over events: each link is the SHA-256 of the link before it (32 bytes, zeros at first) and the event's line
 * in {@code events.jsonl} without its line feed. So no event can be changed, moved, added or removed without changing every
 * link from there on. For one thread.
 */
final class EvidenceChain {
    static final int BYTES = 32;

    private byte[] last = new byte[BYTES];

    /** Adds a line and returns the new link, 64 hexadecimal digits. */
    String add(byte[] line) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(last);
        last = digest.digest(line);
        return HexFormat.of().formatHex(last);
    }
}
