package me.fhir.chitchat.rehearsal;

/** Writes a text that fits a plain regular expression: literals, classes, groups and counts. */
final class PatternSample {
    /** Counts multiply when they are nested; a schema is a stranger's. */
    private static final int LONGEST = 10_000;

    private static final int LONGEST_PATTERN = 1_000;

    private final String pattern;
    private int at;

    private PatternSample(String pattern) {
        this.pattern = pattern;
    }

    /** A text that most likely fits; for exotic expressions it may not. */
    static String of(String pattern) {
        if (pattern.length() > LONGEST_PATTERN) {
            return "";
        }
        String bare = pattern.replaceAll("^\\^|\\$$", "");
        return new PatternSample(bare).alternatives();
    }

    /** The first of the alternatives; the others are read over. */
    private String alternatives() {
        String first = sequence();
        while (more() && peek() == '|') {
            at++;
            sequence();
        }
        return first;
    }

    private String sequence() {
        StringBuilder out = new StringBuilder();
        while (more() && peek() != '|' && peek() != ')') {
            String atom = atom();
            int times = count();
            out.append(atom.repeat(atom.isEmpty() ? 0 : Math.min(times, (LONGEST - out.length()) / atom.length())));
        }
        return out.toString();
    }

    private String atom() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '(' -> group();
            case '[' -> oneOf();
            case '\\' -> more() ? escaped(pattern.charAt(at++)) : "";
            case '.' -> "x";
            case '^', '$' -> "";
            default -> String.valueOf(c);
        };
    }

    private String group() {
        if (pattern.startsWith("?:", at)) {
            at += 2;
        }
        String inner = alternatives();
        at++;
        return inner;
    }

    private String oneOf() {
        boolean not = more() && peek() == '^';
        if (not) {
            at++;
        }
        String first = "";
        for (int n = 0; more() && (peek() != ']' || n == 0); n++) {
            char c = pattern.charAt(at++);
            String one = c == '\\' && more() ? escaped(pattern.charAt(at++)) : String.valueOf(c);
            first = n == 0 ? one : first;
        }
        at++;
        return not ? "x" : first;
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'd' -> "1";
            case 'w', 'D', 'S' -> "x";
            case 's' -> " ";
            case 'W' -> "-";
            case 'b', 'B', 'A', 'z', 'Z' -> "";
            default -> String.valueOf(c);
        };
    }

    /** How often the last atom is to come. */
    private int count() {
        if (!more()) {
            return 1;
        }
        int times = 1;
        switch (peek()) {
            case '+' -> at++;
            case '*', '?' -> {
                at++;
                times = 0;
            }
            case '{' -> {
                int end = pattern.indexOf('}', at);
                String least = end < 0 ? "" : pattern.substring(at + 1, end).split(",", -1)[0];
                if (!least.matches("\\d{1,4}")) {
                    return 1;
                }
                at = end + 1;
                times = Integer.parseInt(least);
            }
            default -> {
                return 1;
            }
        }
        // Lazy and possessive marks change nothing here.
        if (more() && (peek() == '?' || peek() == '+')) {
            at++;
        }
        return times;
    }

    private boolean more() {
        return at < pattern.length();
    }

    private char peek() {
        return pattern.charAt(at);
    }
}
