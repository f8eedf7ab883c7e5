package me.fhir.chitchat.json;

/** Halves of surrogate pairs in JSON text: alone they are not characters and cannot be written as UTF-8. */
final class Surrogates {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int ESCAPE_LENGTH = 6;

    private Surrogates() {}

    /** The text with every lone half replaced by U+FFFD, equally long; the same text when there is none. */
    static String replaceLone(String text) {
        StringBuilder out = null;
        int at = 0;
        while (at < text.length()) {
            int length = lengthAt(text, at);
            if (length == 0) {
                at += text.charAt(at) == '\\' ? 2 : 1;
            } else if (isPair(text, at, length)) {
                at += 2 * length;
            } else {
                out = out == null ? new StringBuilder(text) : out;
                out.replace(at, at + length, length == 1 ? String.valueOf(REPLACEMENT) : "\\uFFFD");
                at += length;
            }
        }
        return out == null ? text : out.toString();
    }

    /** Whether an escape of one half begins here. */
    static boolean isEscape(String text, int at) {
        return Character.isSurrogate(escaped(text, at));
    }

    private static int lengthAt(String text, int at) {
        return Character.isSurrogate(text.charAt(at)) ? 1 : isEscape(text, at) ? ESCAPE_LENGTH : 0;
    }

    /** Whether both halves are there, written the same way: a bare half beside an escaped one cannot be encoded. */
    private static boolean isPair(String text, int at, int length) {
        int next = at + length;
        return next < text.length()
                && lengthAt(text, next) == length
                && Character.isSurrogatePair(half(text, at), half(text, next));
    }

    private static char half(String text, int at) {
        return Character.isSurrogate(text.charAt(at)) ? text.charAt(at) : escaped(text, at);
    }

    /** The character that the escape beginning here stands for; U+0000 when none begins here. */
    private static char escaped(String text, int at) {
        if (at + ESCAPE_LENGTH > text.length() || text.charAt(at) != '\\' || text.charAt(at + 1) != 'u') {
            return 0;
        }
        int code = 0;
        for (int i = at + 2; i < at + ESCAPE_LENGTH; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return 0;
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }
}
