package me.fhir.chitchat.json;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * A regular expression (RE2 syntax: no look-around, no back-references) that takes time in proportion to the text,
 * for any pattern. For any thread.
 */
public final class LinearPattern {
    private final Pattern pattern;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** The pattern, or empty when {@link #complaint} has one about it. */
    public static Optional<LinearPattern> of(String expression) {
        try {
            return Optional.of(new LinearPattern(Pattern.compile(expression)));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with an expression, as the end of a sentence; empty when it can be used. */
    public static Optional<String> complaint(String expression) {
        try {
            Pattern.compile(expression);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("is not a regular expression in RE2 syntax, which has neither look-around nor"
                    + " back-references: " + e.getDescription());
        }
    }

    /** Whether some piece of the text fits. */
    public boolean isIn(CharSequence text) {
        return pattern.matcher(text).find();
    }
}
