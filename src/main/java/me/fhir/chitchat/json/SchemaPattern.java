package me.fhir.chitchat.json;

import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression from a JSON Schema that is not ours. Some expressions backtrack almost without end
 * ({@code (a+)+$}); a search that reads more characters than any sensible one needs is aborted.
 */
public final class SchemaPattern {
    /** A few milliseconds' work. */
    private static final int MAX_RECONNECT_ATTEMPTS = 2_000_000;

    private static final int LOOKS_BETWEEN_INTERRUPTS = 1024;

    private final Pattern pattern;

    private SchemaPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** The search was aborted because it takes too long or its thread was interrupted; whether the text fits is unknown. */
    public static final class GivenUpException extends RuntimeException {
        private GivenUpException() {
            super("a pattern takes too long to search for", null, false, false);
        }
    }

    /** Throws {@link PatternSyntaxException} for an expression that is none, or nested too deeply to be read. */
    public static SchemaPattern of(String expression) {
        try {
            return new SchemaPattern(Pattern.compile(expression));
        } catch (StackOverflowError e) {
            throw new PatternSyntaxException("nested too deeply", "", -1);
        }
    }

    /** Whether the text has a piece that fits, which is what the keyword {@code pattern} asks for. */
    public boolean isIn(String text) {
        return isIn(text, looks -> {});
    }

    /**
     * The same.
     *
     * @param spent receives the number of steps, also when the search was aborted; its exceptions propagate
     */
    public boolean isIn(String text, IntConsumer spent) {
        Patient patient = new Patient(text);
        boolean found;
        try {
            found = pattern.matcher(patient).find();
        } catch (StackOverflowError e) {
            throw new GivenUpException();
        } finally {
            spent.accept(patient.looks);
        }
        return found;
    }

    /** Whether the text fits as a whole. */
    public boolean fits(String text) {
        try {
            return pattern.matcher(new Patient(text)).matches();
        } catch (StackOverflowError e) {
            throw new GivenUpException();
        }
    }

    /** A text that counts how often it is looked at. */
    private static final class Patient implements CharSequence {
        private final String text;
        private int looks;

        Patient(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            looks++;
            if (looks > MAX_RECONNECT_ATTEMPTS
                    || (looks % LOOKS_BETWEEN_INTERRUPTS == 0
                            && Thread.currentThread().isInterrupted())) {
                throw new GivenUpException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
