package me.fhir.chitchat.verdict;

import java.text.Normalizer;
import java.util.BitSet;

/**
 * A text as checks compare it: lower case, letters and digits only, one form of each character. It remembers where pieces
 * were separated, so that a short text is found as a word of its own only.
 */
public final class NormalText {
    /** A shorter text is too often a part of some other word. */
    private static final int MIN_PART_LENGTH = 4;

    private static final int PIECE = 4_096;
    /** More marks than these on one character are not text. */
    private static final int MAX_ACCENTS = 64;
    /** The growth of a text by normalisation at most; the rest is left out. */
    private static final int MAX_GROWTH = 3;

    private static final int SMALL = 10_000;

    private final String squashed;
    /** The places before which something was left out, or letters and digits meet. */
    private final BitSet edges;

    private NormalText(String squashed, BitSet edges) {
        this.squashed = squashed;
        this.edges = edges;
    }

    public static NormalText of(String text) {
        Builder builder = new Builder(text.length());
        if (isAscii(text)) {
            builder.add(text);
        } else {
            // Piece by piece: some characters stand for eighteen.
            for (int from = 0; from < text.length(); ) {
                int to = pieceEnd(text, from);
                builder.add(Normalizer.normalize(text.substring(from, to), Normalizer.Form.NFKD));
                from = to;
            }
        }
        return builder.build();
    }

    /** Where a piece of the text may end, so that no character is parted from its accents. */
    private static int pieceEnd(String text, int from) {
        int to = Math.min(text.length(), from + PIECE);
        int most = Math.min(text.length(), to + MAX_ACCENTS);
        while (to < most && belongsToTheOneBefore(text.charAt(to))) {
            to++;
        }
        return to;
    }

    private static boolean belongsToTheOneBefore(char c) {
        int type = Character.getType(c);
        return Character.isLowSurrogate(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static final class Builder {
        private final StringBuilder out;
        private final BitSet edges;
        private final int most;
        private int before;

        Builder(int length) {
            out = new StringBuilder(length);
            edges = new BitSet(length + 1);
            most = Math.max(SMALL, MAX_GROWTH * length);
        }

        void add(String decomposed) {
            for (int i = 0; i < decomposed.length() && out.length() < most; ) {
                int c = decomposed.codePointAt(i);
                i += Character.charCount(c);
                int kind = kind(c);
                if (kind == IGNORED) {
                    continue;
                }
                if (kind != before) {
                    edges.set(out.length());
                }
                before = kind;
                if (kind == UNCASED) {
                    // Writing without spaces: a word may begin anywhere.
                    edges.set(out.length());
                    edges.set(out.length() + 1);
                }
                if (kind == DIGIT) {
                    out.append((char) ('0' + Character.digit(c, 10)));
                } else if (kind != SEPARATOR) {
                    out.appendCodePoint(Character.toLowerCase(c));
                }
            }
        }

        NormalText build() {
            edges.set(0);
            edges.set(out.length());
            return new NormalText(out.toString(), edges);
        }
    }

    private static final int SEPARATOR = 1;
    private static final int LETTER = 2;
    private static final int DIGIT = 3;
    private static final int UNCASED = 4;
    private static final int IGNORED = 5;

    private static int kind(int c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? LETTER : c >= '0' && c <= '9' ? DIGIT : SEPARATOR;
        }
        if (Character.isDigit(c)) {
            return DIGIT;
        }
        if (Character.isLetter(c)) {
            boolean cased = Character.isLowerCase(c) || Character.isUpperCase(c);
            return cased || (!Character.isIdeographic(c) && !isKana(c)) ? LETTER : UNCASED;
        }
        int type = Character.getType(c);
        // Accents, and characters that show nothing.
        return type == Character.NON_SPACING_MARK || type == Character.FORMAT ? IGNORED : SEPARATOR;
    }

    private static boolean isKana(int c) {
        return c >= 0x3040 && c <= 0x30FF;
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    public boolean isEmpty() {
        return squashed.isEmpty();
    }

    /** Lower case letters and digits. */
    public String squashed() {
        return squashed;
    }

    /** Whether the other text is in it; a short one, or one that ends in digits, must not go on there. */
    boolean contains(NormalText other) {
        String wanted = other.squashed;
        boolean whole = wanted.length() < MIN_PART_LENGTH;
        return find(wanted, whole || isDigit(wanted, 0), whole || isDigit(wanted, wanted.length() - 1));
    }

    /** Whether these letters and digits stand in it as words of their own, however they are spaced. */
    boolean containsWhole(String wanted) {
        return find(wanted, true, true);
    }

    /** Whether a word begins with these letters. */
    boolean hasWordWith(String beginning) {
        return find(beginning, true, false);
    }

    private boolean find(String wanted, boolean fromEdge, boolean toEdge) {
        for (int at = squashed.indexOf(wanted); at >= 0 && !wanted.isEmpty(); at = squashed.indexOf(wanted, at + 1)) {
            if ((!fromEdge || edges.get(at)) && (!toEdge || edges.get(at + wanted.length()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(String text, int at) {
        return !text.isEmpty() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    @Override
    public String toString() {
        return squashed;
    }
}
