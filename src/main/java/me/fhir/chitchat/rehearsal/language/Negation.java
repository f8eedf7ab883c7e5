package me.fhir.chitchat.rehearsal.language;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises statements that deny something. */
public final class Negation {
    private static final int NEGATED_WORDS = 4;
    private static final Pattern CLAUSE = Pattern.compile("[,;:.。、]|\\b(?:but|aber|pero|mais)\\b");
    /** The colon of "previous claims: none". */
    private static final Pattern LAST_WORD = Pattern.compile("\\s?:\\s*(?=[^\\s,;:.。]+[.。]?$)");

    /** "It works no longer" ends like "it does not work". */
    private static final Pattern AFTER_NEGATOR = Pattern.compile(" (?:mehr|leider|any more|anymore|more|yet|noch)$");

    private static final Pattern NO_SPACES = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    private Negation() {}

    /** Whether a title is that something is not there: "No arrears", in Japanese with the negation at its end. */
    public static boolean isLack(String title) {
        String normal = Lexicon.normal(title);
        Matcher negatives = Lexicon.list("negative").matcher(normal);
        boolean last = false;
        while (NO_SPACES.matcher(normal).find() && negatives.find()) {
            last = negatives.end() == normal.length();
        }
        return last || Lexicon.list("negator").starts(normal);
    }

    /** What is said not to be there: "No arrears" is about arrears; other titles as they are. */
    public static String lacked(String title) {
        String normal = Lexicon.normal(title);
        if (!isLack(title) || normal.length() != title.length()) {
            return title;
        }
        Matcher first = Lexicon.list("no").matcher(normal);
        String rest = first.lookingAt() ? title.substring(first.end()).strip() : title;
        if (NO_SPACES.matcher(normal).find()) {
            Matcher negatives = Lexicon.list("negative").matcher(normal);
            while (negatives.find()) {
                rest = negatives.end() == normal.length()
                        ? title.substring(0, negatives.start()).strip()
                        : rest;
            }
        }
        return rest.isEmpty() ? title : TextFormat.capitalised(rest);
    }

    /** Whether a name has a negation anywhere; a "no-pesticide pledge" has none. */
    public static boolean isInName(String name) {
        String normal = Lexicon.normal(name);
        Matcher negators = Lexicon.list("negator").matcher(normal);
        while (negators.find()) {
            if (!normal.startsWith("-", negators.end())) {
                return true;
            }
        }
        return isLack(name);
    }

    /** Whether the statement says that there is none of this, or that it is not so. */
    public static boolean denies(Statement statement, Terms topic) {
        if (Certainty.isUntrue(statement.normal()) && statement.terms().shared(topic) > 0) {
            return !deniesWithin(Certainty.withoutUntrue(statement.normal()), topic);
        }
        if (!statement.label().isEmpty() && Terms.of(statement.label()).shared(topic) > 0) {
            String value = statement.normal();
            String first = value.split("[,;.(。、（]", 2)[0].strip();
            if (Lexicon.list("negative").is(first)
                    || Lexicon.list("adverseStatus").is(first)) {
                return true;
            }
        }
        return deniesWithin(statement.normal(), topic);
    }

    private static boolean deniesWithin(String normal, Terms topic) {
        for (String clause : CLAUSE.split(LAST_WORD.matcher(normal).replaceFirst(" "), -1)) {
            if (deniesClause(clause, topic)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same for a point that speaks of a lack itself, such as "five days without heating": the statement that
     * repeats these words denies nothing.
     */
    public static boolean denies(Statement statement, Terms topic, String point) {
        if (Certainty.isUntrue(statement.normal())) {
            return denies(statement, topic);
        }
        if (Lexicon.list("forbidden").isIn(point) && Lexicon.list("forbidden").isIn(statement.normal())) {
            return false;
        }
        Matcher negators = Lexicon.list("negator").matcher(point);
        while (negators.find()) {
            String[] after = point.substring(negators.end()).strip().split("[^\\p{L}]", 2);
            boolean repeated = after[0].length() > 2 && statement.normal().contains(negators.group() + " " + after[0]);
            if (repeated) {
                return false;
            }
        }
        return denies(statement, topic);
    }

    private static boolean deniesClause(String clause, Terms topic) {
        if (Lexicon.list("forbidden").isIn(clause) && Terms.of(clause).shared(topic) > 0) {
            return true;
        }
        if (NO_SPACES.matcher(clause).find()) {
            // 未満 is "less than".
            return Lexicon.list("negator").isIn(clause.replace("未満", ""))
                    && Terms.of(clause).shared(topic) > 0;
        }
        String last = AFTER_NEGATOR.matcher(clause.strip()).replaceFirst("");
        last = last.substring(last.lastIndexOf(' ') + 1);
        if (clause.strip().indexOf(' ') > 0
                && (Lexicon.list("negative").is(last)
                        || Lexicon.list("finalNegator").is(last))
                && Terms.of(clause).shared(topic) > 0) {
            return true;
        }
        Matcher negators = Lexicon.list("negator").matcher(clause);
        while (negators.find()) {
            boolean compound = clause.startsWith("-", negators.end());
            if (!compound
                    && negates(
                            negators.group(),
                            clause.substring(0, negators.start()),
                            reach(clause.substring(negators.end())),
                            topic)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a negator is about a topic: by the words behind it, or those before it where it ends the clause. */
    private static boolean negates(String negator, String before, String after, Terms topic) {
        boolean ends = Lexicon.list("finalNegator").is(negator)
                && after.replaceAll("[^\\p{L}]", "").isEmpty();
        if (ends && Terms.of(before).shared(topic) > 0) {
            return true;
        }
        int near = Lexicon.list("noneOf").is(negator) ? 2 : 1;
        boolean verb = Lexicon.list("beforeVerb").is(negator);
        if (contentWords(after, near).shared(topic) > 0
                || (verb && contentWords(object(after), 2).shared(topic) > 0)) {
            return true;
        }
        return Lexicon.list("exist").isIn(after) && Terms.of(before).shared(topic) > 0;
    }

    /** A verb and its object, without what follows a preposition: "use drones", "improved" of "improved by drugs". */
    private static String object(String after) {
        Matcher preposition = Lexicon.list("preposition").matcher(after);
        return preposition.find() ? after.substring(0, preposition.start()) : after;
    }

    /** The first words after a negator that are no articles and the like. */
    private static Terms contentWords(String after, int most) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : after.split("[^\\p{L}\\p{N}'-]+", -1)) {
            Terms terms = Terms.of(word);
            if (!terms.isEmpty() && words.size() < most) {
                words.addAll(terms.keys());
            }
        }
        return new Terms(words);
    }

    private static String reach(String after) {
        String[] words = after.strip().split(" ", NEGATED_WORDS + 1);
        return String.join(" ", Arrays.asList(words).subList(0, Math.min(NEGATED_WORDS, words.length)));
    }
}
