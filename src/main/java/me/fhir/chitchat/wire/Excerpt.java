package me.fhir.chitchat.wire;

/** The beginning of a text, for rows of lists. */
final class Excerpt {
    static final int MAX_CHARACTERS = 300;

    private Excerpt() {}

    /** The first 300 characters, never half a surrogate pair; the text itself when it is no longer. */
    static String of(String text) {
        if (text.length() <= MAX_CHARACTERS) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_CHARACTERS - 1));
        return text.substring(0, splitsPair ? MAX_CHARACTERS - 1 : MAX_CHARACTERS);
    }
}
