package me.fhir.chitchat.seat;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import me.fhir.chitchat.digest.Sha256;

/**
 * A secret code: 60 random bits as 12 characters of Crockford's base32. It is shown once and never stored or logged.
 */
public final class SeatCode {
    /** Answers a code that opens no seat; why it does not must not be seen from the answer. */
    public static final String REFUSAL = "This code is invalid or has been replaced.";

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 12;
    private static final int GROUP = 4;
    /** More characters than any spelling of a code has. */
    private static final int MAX_SPELLING_LENGTH = 64;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String characters;

    private SeatCode(String characters) {
        this.characters = characters;
    }

    public static SeatCode random() {
        StringBuilder characters = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            characters.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new SeatCode(characters.toString());
    }

    /** Reads a code in either case, with or without hyphens, and O, I and L as the digits they look like. */
    public static Optional<SeatCode> parse(String spelling) {
        if (spelling.length() > MAX_SPELLING_LENGTH) {
            return Optional.empty();
        }
        String characters = spelling.strip()
                .toUpperCase(Locale.ROOT)
                .replace("-", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        boolean wellFormed =
                characters.length() == LENGTH && characters.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return wellFormed ? Optional.of(new SeatCode(characters)) : Optional.empty();
    }

    /** Whether a text can be a code, not whether it opens anything. */
    public static boolean isWellFormed(String spelling) {
        return parse(spelling).isPresent();
    }

    /** As it is shown and stands in addresses, such as {@code 7F3K-9QWD-2MXA}. */
    public String text() {
        return String.join(
                "-",
                characters.substring(0, GROUP),
                characters.substring(GROUP, 2 * GROUP),
                characters.substring(2 * GROUP));
    }

    /** By what it is stored and looked up: its SHA-256 in hex. */
    public String hash() {
        return Sha256.hex(characters);
    }

    /** Hides the code from logs. */
    @Override
    public String toString() {
        return "SeatCode[secret]";
    }
}
