package me.fhir.chitchat.conversation;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which names of agents a person would take for each other. Two names look alike when they are equal after these steps:
 * compatibility decomposition (Unicode NFKD), leaving out characters that show nothing, and writing the Latin letter for the
 * Cyrillic, Greek and other letters that are drawn like it. For the server's own names accents are left out too. This is the part of Unicode's TS 39 that concerns
 * the Latin alphabet; its whole data (ICU4J) would add a third to the size of this program.
 */
public final class AgentNames {
    /** The server speaks under this name, and under names that begin with it and a separator. */
    private static final int PIECE = 4_096;

    private static final String SERVER = "system";

    /** Each Latin letter, and after it the letters that are drawn like it. */
    private static final String[] DRAWN_ALIKE = {
        "aаɑαᴀ", "bЬ", "cсϲᴄ", "dԁ", "eеҽεєɛᴇ℮", "gɡցԍ", "hһհʜ", "iіıɩι", "jјϳ", "kкκᴋ", "lӏ", "mмᴍ", "nոɴ", "oоοօᴏ",
        "pрρᴘ", "qԛգ", "rгᴦʀ", "sѕꜱƽ", "tтτᴛ", "uսυᴜ", "vѵνᴠ", "wԝѡաᴡ", "xхχ", "yуүγʏყ", "zᴢ", "AАΑᎪ", "BВΒᏴ", "CСϹᏟ",
        "EЕΕᎬ", "HНΗᎻ", "IІΙӀ", "JЈᎫ", "KКΚᏦ", "MМΜᎷ", "NΝ", "OОΟՕ", "PРΡᏢ", "SЅՏᏚ", "TТΤᎢ", "XХΧ", "YҮΥ", "ZΖᏃ"
    };

    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    private static final Map<Integer, Integer> LATIN = latin();

    private AgentNames() {}

    /** Whether a reader would take it for one of the names under which the server itself speaks. */
    static boolean looksLikeTheServer(String name) {
        String plain = MARKS.matcher(skeleton(name))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("rn", "m");
        int start = 0;
        while (start < plain.length() && !Character.isLetterOrDigit(plain.codePointAt(start))) {
            start += Character.charCount(plain.codePointAt(start));
        }
        String bare = plain.substring(start).replace('5', 's').replace('3', 'e').replace('7', 't');
        return bare.startsWith(SERVER)
                && (bare.length() == SERVER.length() || !Character.isLetterOrDigit(bare.codePointAt(SERVER.length())));
    }

    /** The same text for names that look alike, and different texts for names that do not. Its case counts. */
    public static String skeleton(String name) {
        StringBuilder out = new StringBuilder(name.length());
        appendSkeleton(name, out);
        return out.toString().strip();
    }

    /**
     * The same for a text of any length, which is read piece by piece, as some characters stand for eighteen.
     *
     * @param most characters of the result, about; the rest is left out
     */
    public static String skeletonOfText(String text, int most) {
        StringBuilder out = new StringBuilder(text.length());
        for (int from = 0; from < text.length() && out.length() < most; ) {
            int to = Math.min(text.length(), from + PIECE);
            to += to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
            appendSkeleton(text.substring(from, to), out);
            from = to;
        }
        return out.toString();
    }

    private static void appendSkeleton(String text, StringBuilder out) {
        Normalizer.normalize(text, Normalizer.Form.NFKD)
                .codePoints()
                .filter(AgentNames::isSeen)
                .map(character -> LATIN.getOrDefault(character, character))
                .forEach(out::appendCodePoint);
    }

    private static boolean isSeen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            // Variation selectors, and letters of Hangul that are defined to show nothing.
            default ->
                (character < 0xFE00 || character > 0xFE0F)
                        && character != 0x115F
                        && character != 0x1160
                        && character != 0x3164
                        && character != 0xFFA0;
        };
    }

    private static Map<Integer, Integer> latin() {
        Map<Integer, Integer> map = new HashMap<>();
        for (String group : DRAWN_ALIKE) {
            int letter = group.codePointAt(0);
            group.codePoints().skip(1).forEach(other -> map.putIfAbsent(other, letter));
        }
        return Map.copyOf(map);
    }
}
