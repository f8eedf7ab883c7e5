package me.fhir.chitchat.a2a.dial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.outbound.OutboundHeaders;
import me.fhir.chitchat.seat.Seat;

/** Seals the headers of a seat for the store with AES-256-GCM, bound to their seat. For any thread. */
final class HeaderSeal {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SeatSecret secret;
    private final SecureRandom random = new SecureRandom();

    HeaderSeal(SeatSecret secret) {
        this.secret = secret;
    }

    /** The headers as base64 of nonce and ciphertext. */
    String seal(Seat.SeatPlace place, OutboundHeaders headers) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        String json = JsonWriter.object(members -> headers.byName().forEach(members::text));
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(json.getBytes(UTF_8));
            byte[] both = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("headers cannot be sealed", e);
        }
    }

    /** The headers; empty when they were sealed with another secret. */
    Optional<OutboundHeaders> open(Seat.SeatPlace place, String sealed) {
        byte[] both = Base64.getDecoder().decode(sealed);
        try {
            byte[] json = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(both, NONCE_BYTES), place)
                    .doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
            return Optional.of(OutboundHeaders.of(Json.objectOrNull(new String(json, UTF_8))));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, Seat.SeatPlace place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, secret.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD((place.conversation() + ":" + place.agentId()).getBytes(UTF_8));
        return cipher;
    }
}
