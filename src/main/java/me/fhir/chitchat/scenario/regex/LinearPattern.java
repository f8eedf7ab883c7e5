package me.fhir.chitchat.scenario.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A regular expression (RE2 syntax: no look-around, no back-references) that takes time in proportion to the text,
 * for any pattern. For any thread.
 */
public final class LinearPattern {
    private static final int MAX_CHARACTERS = 2_000;

    private final Pattern pattern;
    private final int size;

    private LinearPattern(Pattern pattern, int size) {
        this.pattern = pattern;
        this.size = size;
    }

    /** The pattern, or empty when {@link #complaint} has one about it. */
    public static Optional<LinearPattern> of(String expression) {
        if (isTooLarge(expression)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LinearPattern(Pattern.compile(expression), PatternSize.of(expression)));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** The fault of an expression, as the end of a sentence; empty when it can be used. */
    public static Optional<String> complaint(String expression) {
        if (isTooLarge(expression)) {
            return Optional.of("is too large a regular expression: it may have " + MAX_CHARACTERS + " characters, and "
                    + PatternSize.MAX + " steps with every repetition written out");
        }
        try {
            Pattern.compile(expression);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("is not a regular expression in RE2 syntax, which has neither look-around nor"
                    + " back-references: " + e.getDescription());
        }
    }

    private static boolean isTooLarge(String expression) {
        return expression.length() > MAX_CHARACTERS || PatternSize.of(expression) > PatternSize.MAX;
    }

    /** Steps that a character of the text may take. */
    public int size() {
        return size;
    }

    /** Whether some piece of the text fits. */
    public boolean isIn(CharSequence text) {
        return pattern.matcher(text).find();
    }
}
