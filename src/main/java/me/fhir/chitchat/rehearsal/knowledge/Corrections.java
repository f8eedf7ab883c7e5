package me.fhir.chitchat.rehearsal.knowledge;

import static java.lang.Character.UnicodeScript.HIRAGANA;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.TellingTerms;
import me.fhir.chitchat.rehearsal.language.Terms;
import org.jspecify.annotations.Nullable;

/** Replaces what one sender said by what the same sender puts right: "Sorry, I meant 9 miles". For one reading. */
final class Corrections {
    private static final double SAME = 0.5;
    private static final int MAX_EARLIER = 400;
    /** A marker between two figures stands between commas, or is "or rather". */
    private static final Pattern SELF_CORRECTION = Pattern.compile("[,;:(–—、-]\\s?\\p{L}[\\p{L}' ]{1,24}[,:、]?\\s*$");

    private static final Pattern APART = Pattern.compile("^\\s?[,;:(–—…、，-]");
    private static final Pattern STOPPED = Pattern.compile("[,;:.–—…、，-]\\s*$");

    private static final Pattern FIGURE = Pattern.compile("\\d[\\d.,]*(?<=\\d)|\\p{L}[\\p{L}-]*");

    /** Each statement is compared with every correction after it. */
    private final IdentityHashMap<Statement, Terms> words = new IdentityHashMap<>();

    /** Whether a sentence says that something before was wrong. */
    static boolean isCorrection(Statement statement) {
        return Lexicon.list("correction").isIn(Lexicon.normal(statement.label()))
                || Lexicon.list("correction").isIn(statement.normal())
                || isExcuse(statement);
    }

    /** Whether a sentence has a figure and no other words than an excuse: "oops, 11 months". */
    private static boolean isExcuse(Statement statement) {
        String normal = (Lexicon.normal(statement.label()) + " " + statement.normal()).strip();
        return hasFigure(statement)
                && Lexicon.list("excuse").starts(normal)
                && TellingTerms.of(
                                Terms.of(Lexicon.list("excuse").matcher(normal).replaceAll(" ")))
                        .isEmpty();
    }

    /** Whether a sentence corrects its own figure, "18, sorry, 40 people", so that neither is certain. */
    static boolean isWithin(Statement statement) {
        List<Quantity> figures = statement.quantities();
        String normal = statement.normal();
        for (int i = 1; i < figures.size(); i++) {
            int from = figures.get(i - 1).end();
            int to = figures.get(i).start();
            if (from > 0 && from < to && to <= normal.length()) {
                String between = normal.substring(from, to);
                if (SELF_CORRECTION.matcher(between).find()
                        && (Lexicon.list("excuse").isIn(between)
                                || Lexicon.list("correction").isIn(between))) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * A statement that corrects its own figure with that figure alone: "9, no, 7 weeks" is "7 weeks". Empty where other
     * words stand between the figures; a denial without a comma behind it, as in "9, no 7", corrects nothing.
     */
    static Optional<Statement> settled(Statement statement) {
        List<Quantity> figures = statement.quantities();
        String normal = statement.normal();
        String text = normal.length() == statement.text().length() ? statement.text() : normal;
        for (int i = 1; i < figures.size(); i++) {
            Quantity wrong = figures.get(i - 1);
            Quantity right = figures.get(i);
            boolean placed = wrong.end() > 0 && wrong.end() < right.start() && right.end() <= normal.length();
            if (placed && isLike(wrong, right) && isMarker(normal.substring(wrong.end(), right.start()))) {
                String unit = text.substring(wrong.start(), wrong.end());
                String figure = text.substring(right.start(), right.end());
                boolean bare = isNumber(right) && !isNumber(wrong);
                String said = bare ? FIGURE.matcher(unit).replaceFirst(Matcher.quoteReplacement(figure)) : figure;
                return Optional.of(statement.reworded(
                        text.substring(0, wrong.start()) + said + text.substring(right.end()), statement));
            }
        }
        return Optional.empty();
    }

    private static boolean isLike(Quantity wrong, Quantity right) {
        return wrong.dimension().equals(right.dimension()) || isNumber(wrong) != isNumber(right);
    }

    /** Whether words between two figures say that the second is meant, and nothing else. */
    private static boolean isMarker(String between) {
        boolean correction = Lexicon.list("correction").isIn(between);
        boolean excuse = Lexicon.list("excuse").isIn(between);
        String rest = Lexicon.list("excuse")
                .matcher(Lexicon.list("correction").matcher(between).replaceAll(" "))
                .replaceAll(" ");
        boolean denial = Lexicon.list("negative").isIn(between)
                && !STOPPED.matcher(between).find();
        return (correction || (excuse && APART.matcher(between).find()))
                && !denial
                && rest.codePoints().noneMatch(Character::isLetterOrDigit);
    }

    /** Whether it has nothing but that, so that the next sentence says what is right. */
    boolean announces(Statement statement, List<Statement> earlier) {
        return !hasFigure(statement)
                && recent(earlier).stream()
                        .noneMatch(one -> isPlain(one) && words(one).shared(words(statement)) > 0);
    }

    /** Takes the place of what it corrects in the list; else stands for itself. */
    void apply(Statement correction, List<Statement> earlier) {
        List<Statement> recent = recent(earlier);
        for (int i = 0; i < recent.size(); i++) {
            if (recent.get(i).isFact() && isPlain(recent.get(i)) && isAnothers(recent.get(i), correction)) {
                recent.set(i, recent.get(i).as(Statement.Mood.NO_FACT));
            }
        }
        List<Statement> same = recent.stream()
                .filter(one -> one.isFact() && isPlain(one) && isSame(one, correction))
                .toList();
        if (!same.isEmpty()) {
            recent.removeAll(same);
            earlier.add(isCorrection(correction) ? right(correction) : correction);
            return;
        }
        for (int i = recent.size() - 1; i >= 0; i--) {
            Statement one = recent.get(i);
            Optional<Statement> put = one.isFact() && isPlain(one) ? corrected(one, correction) : Optional.empty();
            if (put.isPresent()) {
                recent.remove(i);
                earlier.add(put.get());
                return;
            }
        }
        earlier.add(correction);
    }

    /** Whether the figure of a statement is said to be that of something else: "2.8 m is the length". */
    private boolean isAnothers(Statement one, Statement correction) {
        Quantity first = correction.quantities().stream().findFirst().orElse(null);
        return first != null
                && correction.quantities().size() == 1
                && !isNamedBefore(correction, first)
                && !isDenied(correction, first)
                && !isExcuse(correction)
                && one.quantities().stream()
                        .anyMatch(quantity -> quantity.dimension().equals(first.dimension())
                                && !quantity.isBare()
                                && quantity.amount().compareTo(first.amount()) == 0);
    }

    /** Whether a figure is given to something that stands before it: "correction: the width is 2 m". */
    private static boolean isNamedBefore(Statement correction, Quantity figure) {
        String before = correction
                .normal()
                .substring(0, Math.min(figure.start(), correction.normal().length()));
        String rest = Lexicon.list("correction").matcher(before).replaceAll(" ");
        return !Terms.of(Lexicon.list("excuse").matcher(rest).replaceAll(" ")).isEmpty();
    }

    /** A view of the last ones. */
    private static List<Statement> recent(List<Statement> earlier) {
        return earlier.subList(Math.max(0, earlier.size() - MAX_EARLIER), earlier.size());
    }

    private static boolean isPlain(Statement statement) {
        return statement.source().place().isEmpty();
    }

    private static boolean hasFigure(Statement statement) {
        return !statement.quantities().isEmpty() || !statement.dates().isEmpty();
    }

    /** The words of the correction itself, without those that announce it. */
    private Terms words(Statement statement) {
        return words.computeIfAbsent(statement, Corrections::wordsOf);
    }

    private static Terms wordsOf(Statement statement) {
        String plain = Lexicon.list("correction").matcher(statement.normal()).replaceAll(" ");
        String label = Lexicon.list("correction")
                .matcher(Lexicon.normal(statement.label()))
                .replaceAll(" ");
        Terms excuse = Terms.of(isExcuse(statement) ? label + " " + plain : "");
        return TellingTerms.of(Terms.of(label).and(Terms.of(plain))).without(excuse);
    }

    private static Statement right(Statement correction) {
        Matcher marker = Lexicon.list("correction").matcher(correction.normal());
        String text = correction.text();
        boolean aligned = correction.normal().length() == text.length();
        return marker.find() && aligned && marker.end() < text.length() - 1
                ? correction.reworded(text.substring(marker.end()).strip(), correction)
                : correction;
    }

    /** Whether both say something about the same in their own words, with a figure of the same kind or without one. */
    private boolean isSame(Statement one, Statement correction) {
        Terms said = words(correction);
        Terms other = words(one);
        int shared = said.shared(other);
        if (shared == 0) {
            return false;
        }
        if (!hasFigure(correction)) {
            return shared >= SAME * said.and(other).keys().size();
        }
        boolean dated = !correction.dates().isEmpty() && !one.dates().isEmpty();
        boolean counted = correction.quantities().stream()
                .anyMatch(quantity -> one.quantities().stream().anyMatch(quantity::comparableWith));
        return (dated || counted)
                && shared >= SAME * Math.min(said.keys().size(), other.keys().size());
    }

    /** An earlier statement with the figure that a correction without words of its own gives. */
    private static Optional<Statement> corrected(Statement one, Statement correction) {
        boolean aligned = one.text().length() == one.normal().length();
        String text = aligned ? one.text() : one.normal();
        if (!correction.dates().isEmpty() && !one.dates().isEmpty()) {
            DateParser.FoundDate last = one.dates().get(one.dates().size() - 1);
            DateParser.FoundDate right = correction.dates().get(0);
            String date = correction.normal().substring(right.start(), right.end());
            return Optional.of(
                    one.reworded(text.substring(0, last.start()) + date + text.substring(last.end()), correction));
        }
        Quantity right = said(correction);
        Quantity wrong = right == null ? null : wrong(one, correction, right);
        if (right == null || wrong == null || wrong.end() > text.length()) {
            return Optional.empty();
        }
        String figure = correction.normal().substring(right.start(), right.end());
        String old = text.substring(wrong.start(), wrong.end());
        boolean alike = right.dimension().equals(wrong.dimension()) || !isNumber(right);
        Matcher number = FIGURE.matcher(figure);
        String put = alike || !number.find()
                ? figure
                : FIGURE.matcher(old).replaceFirst(Matcher.quoteReplacement(number.group()));
        return Optional.of(
                one.reworded(text.substring(0, wrong.start()) + put + text.substring(wrong.end()), correction));
    }

    /** The figure that is right: not the one behind "not". */
    private static @Nullable Quantity said(Statement correction) {
        return correction.quantities().stream()
                .filter(quantity -> !isDenied(correction, quantity))
                .findFirst()
                .orElse(null);
    }

    private static boolean isDenied(Statement correction, Quantity quantity) {
        String before = correction
                .normal()
                .substring(Math.max(0, quantity.start() - 16), quantity.start())
                .strip();
        String after = correction.normal().substring(quantity.end()).strip();
        Matcher instead = Lexicon.list("insteadOf").matcher(before);
        boolean denied = false;
        while (instead.find()) {
            denied |= instead.end() == before.length() && !isHiragana(instead.group());
        }
        // In Japanese "not" follows: 25 dBではなく.
        return denied || (isHiragana(after) && Lexicon.list("insteadOf").starts(after));
    }

    private static boolean isHiragana(String text) {
        return !text.isEmpty() && Character.UnicodeScript.of(text.codePointAt(0)) == HIRAGANA;
    }

    /** Whether a number has no unit; what follows it in a correction is no thing that is counted. */
    private static boolean isNumber(Quantity quantity) {
        return quantity.isBare() || quantity.dimension().startsWith("#");
    }

    private static @Nullable Quantity wrong(Statement one, Statement correction, Quantity right) {
        Quantity found = null;
        for (Quantity quantity : one.quantities()) {
            boolean like = quantity.end() > 0
                    && (quantity.dimension().equals(right.dimension()) || isNumber(right) || isNumber(quantity));
            boolean named = correction.quantities().stream()
                    .anyMatch(
                            said -> isDenied(correction, said) && said.number().compareTo(quantity.number()) == 0);
            if (like && named) {
                return quantity;
            }
            found = like ? quantity : found;
        }
        return found;
    }
}
