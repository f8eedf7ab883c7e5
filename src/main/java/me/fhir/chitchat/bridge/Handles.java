package me.fhir.chitchat.bridge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.digest.HmacSha256;
import me.fhir.chitchat.digest.Sha256;

/**
 * The names under which external agents know their conversations. A handle is the conversation's number, sealed with a
 * secret of this server: the same one every time, nothing to be guessed from it, and void at another address or for
 * another purpose. Nothing is stored, so handles live as long as secret and conversation do. For any thread.
 */
public final class Handles {
    private static final int SEAL = 16;
    private static final int NUMBER = Long.BYTES;

    private final HandleKey key;
    private final ConversationStore store;

    public Handles(HandleKey key, ConversationStore store) {
        this.key = key;
        this.store = store;
    }

    /**
     * The handle of a conversation.
     *
     * @param purpose what it is to be good for, such as {@code a2a-task}; a handle of one purpose is unknown to another
     */
    public String of(Participant participant, String purpose, Head head) {
        byte[] seal = seal(participant, purpose, head);
        ByteBuffer token = ByteBuffer.allocate(SEAL + NUMBER);
        token.put(seal).putLong(head.conversation() ^ mask(seal));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /** The conversation behind a handle; empty for one that was not made here, for this address and purpose. */
    public Optional<Head> find(Participant participant, String purpose, String handle) {
        byte[] token = decode(handle);
        if (token.length != SEAL + NUMBER) {
            return Optional.empty();
        }
        byte[] seal = Arrays.copyOf(token, SEAL);
        long number = ByteBuffer.wrap(token).getLong(SEAL) ^ mask(seal);
        return store.head(number).filter(head -> Sha256.same(seal, seal(participant, purpose, head)));
    }

    private static byte[] decode(String handle) {
        try {
            byte[] token = Base64.getUrlDecoder().decode(handle);
            // One spelling only: the decoder would also take padding and stray bits at the end.
            boolean canonical = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(token)
                    .equals(handle);
            return canonical ? token : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Numbers start over when the store was wiped, so the time of creation is sealed in as well. */
    private byte[] seal(Participant participant, String purpose, Head head) {
        String sealed = "seal\n" + purpose + "\n" + participant.hash() + "\n" + head.conversation() + "\n"
                + head.log().createdAt().toEpochMilli();
        return Arrays.copyOf(mac(sealed.getBytes(StandardCharsets.UTF_8)), SEAL);
    }

    private long mask(byte[] seal) {
        ByteBuffer input = ByteBuffer.allocate(5 + seal.length).put("mask\n".getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(mac(input.put(seal).array())).getLong();
    }

    private byte[] mac(byte[] input) {
        return HmacSha256.of(key.bytes(), input);
    }
}
