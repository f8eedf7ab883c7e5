package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import org.jspecify.annotations.Nullable;

/** What a statement gives as a value: one of a list, "yes", or that there is nothing. */
final class SaidValue {
    private static final int MAX_WORDS_OF_NOTHING = 10;

    private SaidValue() {}

    /** Whether an answer is that nothing is known. */
    static boolean isNothing(Statement answer) {
        String normal = answer.normal();
        return normal.split(" ", -1).length <= MAX_WORDS_OF_NOTHING
                && Lexicon.list("nothingKnown").isIn(normal);
    }

    /** Whether a quote says no more than "yes", or that of a field. */
    static boolean isYes(String quote) {
        String value = quote.substring(Math.max(quote.lastIndexOf(':'), quote.lastIndexOf('：')) + 1);
        return Lexicon.list("affirmative").is(Lexicon.normal(value.strip()));
    }

    /** The first of these values that a statement says. */
    static Optional<String> of(List<String> values, @Nullable Statement evidence) {
        if (evidence == null) {
            return Optional.empty();
        }
        return values.stream().filter(value -> isNamed(value, evidence)).findFirst();
    }

    /** Whether a value is said; one without words, such as the class "C", as it is written. */
    private static boolean isNamed(String value, Statement evidence) {
        Terms words = Terms.of(value);
        return words.isEmpty()
                ? Pattern.compile("(?<![\\p{L}\\p{N}'’])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}'’])")
                        .matcher(evidence.text())
                        .find()
                : words.coveredBy(evidence.all()) >= 0.99;
    }
}
