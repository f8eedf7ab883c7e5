package me.fhir.chitchat.a2a.dial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.SecureRandom;
import javax.crypto.spec.SecretKeySpec;
import me.fhir.chitchat.conversation.ConversationStore.LossListener;
import me.fhir.chitchat.digest.HmacSha256;
import me.fhir.chitchat.runtime.files.KeptSecret;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that the headers of seats are sealed with: derived from the setting, else from one that is kept,
 * made at the first start, and again when the volume was wiped under the running server.
 */
public final class SeatSecret implements LossListener {
    private static final Logger LOG = LoggerFactory.getLogger(SeatSecret.class);
    private static final int BYTES = 32;

    private final byte[] secret;
    private final @Nullable KeptSecret file;

    private SeatSecret(byte[] secret, @Nullable KeptSecret file) {
        this.secret = secret;
        this.file = file;
    }

    /**
     * The secret of an installation.
     *
     * @param setting what the operator has set; null to use the one that is kept
     */
    public static SeatSecret of(@Nullable String setting, KeptSecret kept) {
        if (setting != null && !setting.isBlank()) {
            return new SeatSecret(setting.strip().getBytes(UTF_8), null);
        }
        byte[] stored = read(kept);
        if (stored.length == BYTES) {
            return new SeatSecret(stored, kept);
        }
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        write(kept, fresh);
        return new SeatSecret(fresh, kept);
    }

    /** The key for AES-256: HKDF-Expand of RFC 5869, one block. */
    SecretKeySpec key() {
        byte[] block = HmacSha256.of(secret, "chitchat seat headers".getBytes(UTF_8), new byte[] {1});
        return new SecretKeySpec(block, "AES");
    }

    @Override
    public void storeReady() {
        if (file != null && read(file).length != BYTES) {
            write(file, secret);
        }
    }

    private static byte[] read(KeptSecret file) {
        try {
            return file.read();
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be read ({}); the headers of seats that call agents are lost",
                    file.place(),
                    e.toString());
            return new byte[0];
        }
    }

    private static void write(KeptSecret file, byte[] secret) {
        try {
            file.write(secret);
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written ({}); the headers of seats that call agents end with this process",
                    file.place(),
                    e.toString());
        }
    }
}
