package me.fhir.chitchat.db.debug;

import java.util.stream.IntStream;

/** A pattern of LIKE. Letters of ASCII are equal to their capitals, as in SQLite. */
final class LikePattern {
    private static final int ANY_TEXT = -1;
    private static final int ANY_CHARACTER = -2;
    /** An escape that nothing follows. */
    private static final int NOTHING = -3;

    private final int[] parts;

    private LikePattern(int[] parts) {
        this.parts = parts;
    }

    /** @param escape the character behind which % and _ mean themselves; negative for none */
    static LikePattern of(String pattern, int escape) {
        IntStream.Builder parts = IntStream.builder();
        int[] characters = pattern.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] == escape) {
                i++;
                parts.add(i < characters.length ? folded(characters[i]) : NOTHING);
            } else if (characters[i] == '%') {
                parts.add(ANY_TEXT);
            } else {
                parts.add(characters[i] == '_' ? ANY_CHARACTER : folded(characters[i]));
            }
        }
        return new LikePattern(parts.build().toArray());
    }

    private static int folded(int character) {
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    }

    boolean isAny(int part) {
        return part < parts.length && parts[part] == ANY_TEXT;
    }

    boolean takes(int part, int character) {
        return part < parts.length && (parts[part] == ANY_CHARACTER || parts[part] == folded(character));
    }

    /** Whether nothing need follow. */
    boolean canEnd(int part) {
        return IntStream.range(part, parts.length).allMatch(this::isAny);
    }
}
