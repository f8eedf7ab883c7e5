package me.fhir.chitchat.scenario.regex;

import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression from a JSON Schema that is not ours. Some expressions backtrack almost without end
 * ({@code (a+)+$}); a search that reads more characters than any sensible one needs is aborted.
 */
public final class SchemaPattern {
    /** A few milliseconds' work. */
    private static final int MAX_STEPS = 2_000_000;

    private static final int STEPS_BETWEEN_INTERRUPTS = 1024;

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
        return isIn(text, steps -> {});
    }

    /**
     * The same.
     *
     * @param spent receives the number of steps, also when the search was aborted; its exceptions propagate
     */
    public boolean isIn(String text, IntConsumer spent) {
        CountedText counted = new CountedText(text);
        boolean found;
        try {
            found = pattern.matcher(counted).find();
        } catch (StackOverflowError e) {
            throw new GivenUpException();
        } finally {
            spent.accept(counted.steps);
        }
        return found;
    }

    /** Whether the text fits as a whole. */
    public boolean fits(String text) {
        try {
            return pattern.matcher(new CountedText(text)).matches();
        } catch (StackOverflowError e) {
            throw new GivenUpException();
        }
    }

    /** A text that counts how many of its characters are read. */
    private static final class CountedText implements CharSequence {
        private final String text;
        private int steps;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            steps++;
            if (steps > MAX_STEPS
                    || (steps % STEPS_BETWEEN_INTERRUPTS == 0
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
