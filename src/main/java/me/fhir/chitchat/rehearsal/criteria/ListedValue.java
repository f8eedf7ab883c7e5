package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.language.Designators;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;

/** Whether a statement gives a value that a criterion lists. */
record ListedValue(CriterionFacts facts) {
    private static final int REACH_OF_INSTEAD = 16;
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Punct}]*(?:\\p{L}{1,4}\\s)?[\\s\\p{Punct}]*");
    private static final Pattern PART = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Whether a value stands under the name of the fact and is not denied there. */
    boolean affirms(Statement statement, String value) {
        return mentions(statement, value)
                && !isReplaced(statement.normal(), Lexicon.normal(value))
                && (Lexicon.list("negative").is(Lexicon.normal(value)) || !Negation.denies(statement, Terms.of(value)));
    }

    /**
     * Whether a sentence without a label gives the value: it is about the fact, answers it, says nothing else, or has
     * the value in its very words. A single word may stand in any sentence: "there was no wind" is about no cause.
     */
    boolean isTold(Statement statement, String value) {
        return mentions(statement, value)
                && !isNamed(statement, value)
                && !Negation.denies(statement, Terms.of(value))
                && !isReplaced(statement.normal(), Lexicon.normal(value))
                && (CodeRange.isRange(value) || CodeRange.isCodeIn(value) || isMeant(statement, value));
    }

    private boolean isMeant(Statement statement, String value) {
        Terms words = Terms.of(value);
        boolean literal = positionIn(statement.normal(), Lexicon.normal(value)) >= 0;
        boolean about = statement.mood() == Statement.Mood.ANSWER
                || statement.all().shared(facts.head()) > 0
                || isNameAfterQuestion(statement, value);
        if (about) {
            // "On my ear" is not "in-ear".
            return literal || words.keys().size() > 1 || PART.split(value, -1).length == 1;
        }
        return (literal && words.keys().size() > 1)
                || CriterionFacts.withoutFigures(statement.terms()).coveredBy(words) == 1;
    }

    /** Whether the name of a place or a paper was said after it had been asked for: it has hardly another sense then. */
    private boolean isNameAfterQuestion(Statement statement, String value) {
        boolean telling =
                Character.isUpperCase(value.charAt(0)) || Lexicon.list("paper").isIn(Lexicon.normal(value));
        return telling
                && statement.source().seq()
                        > facts.evidence().askedFor(facts.criterion().title());
    }

    boolean mentions(Statement statement, String value) {
        if (CodeRange.isRange(value)) {
            return CodeRange.of(value).contains(statement.text());
        }
        if (Lexicon.list("negative").is(Lexicon.normal(value)) && Negation.denies(statement, facts.head())) {
            return true;
        }
        Terms terms = Terms.of(value);
        if (terms.isEmpty()) {
            return isWordIn(statement, Lexicon.normal(value));
        }
        Set<String> letters = Designators.in(value);
        if (!Designators.in(statement.label() + " " + statement.text()).containsAll(letters)) {
            return false;
        }
        double needed = terms.keys().size() > 3 ? 0.6 : 0.99;
        return terms.coveredBy(statement.terms()) >= needed;
    }

    /** Whether another statement names the fact in the same words up to the value: "the level is". */
    boolean beginsAlike(Statement met, Statement other, List<String> values) {
        return other.record() != met.record()
                && values.stream()
                        .map(value -> CodeRange.isRange(value)
                                ? CodeRange.start(met.text())
                                : positionIn(met.normal(), Lexicon.normal(value)))
                        .filter(start -> start > 0 && start <= met.normal().length())
                        .map(start -> met.normal().substring(0, start))
                        .anyMatch(start -> Terms.of(start).shared(facts.head()) > 0
                                && other.normal().startsWith(start));
    }

    /** Whether something else is said to be instead of the value: "rather than by courier", "研究ではなく". */
    private static boolean isReplaced(String normal, String value) {
        int at = normal.indexOf(value);
        if (at < 0) {
            return false;
        }
        if (Lexicon.list("insteadOf").starts(normal.substring(at + value.length()))) {
            return true;
        }
        Matcher instead = Lexicon.list("insteadOf").matcher(normal.substring(Math.max(0, at - REACH_OF_INSTEAD), at));
        int last = -1;
        while (instead.find()) {
            last = instead.end();
        }
        String before = normal.substring(Math.max(0, at - REACH_OF_INSTEAD), at);
        return last >= 0 && BETWEEN.matcher(before.substring(last)).matches();
    }

    /** Whether a value stands in the name of a party: the choir of a town need not have its seat there. */
    private boolean isNamed(Statement statement, String value) {
        return statement.all().shared(facts.head()) == 0
                && facts.evidence().identity().publicNames().stream()
                        .anyMatch(name -> !name.isBlank() && name.contains(Lexicon.normal(value)));
    }

    /** Whether a value of one letter or syllable stands for itself in a statement about the fact. */
    private boolean isWordIn(Statement statement, String value) {
        return positionIn(statement.normal(), value) >= 0
                && (facts.head().isEmpty() || statement.all().shared(facts.head()) > 0);
    }

    /** Where a value stands as a word of its own; -1 when it does not. */
    private static int positionIn(String normal, String value) {
        int at = value.isEmpty() ? -1 : normal.indexOf(value);
        while (at >= 0 && isInside(normal, at, at + value.length())) {
            at = normal.indexOf(value, at + 1);
        }
        return at;
    }

    private static boolean isInside(String text, int start, int end) {
        boolean before = start > 0 && isAlphabetic(text.charAt(start - 1));
        return before || (end < text.length() && isAlphabetic(text.charAt(end)));
    }

    /** Whether a character makes one word with its neighbours. */
    private static boolean isAlphabetic(char c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return Character.isLetterOrDigit(c)
                && script != Character.UnicodeScript.HAN
                && script != Character.UnicodeScript.HIRAGANA
                && script != Character.UnicodeScript.KATAKANA;
    }
}
