package me.fhir.chitchat.rehearsal.language;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that was said or is known: a sentence, or a value with its label.
 *
 * @param figures what the wording counts and dates
 */
public record Statement(Provenance provenance, Mood mood, Wording wording, Figures figures) {
    private static final int MAX_LENGTH = 600;
    private static final int MAX_PARTS = 30;
    private static final int MAX_BETWEEN = 14;
    private static final Pattern SEPARATOR = Pattern.compile("[,;](?!\\d)\\s|[、，；]|\\s\\(|\\)\\s|\\)$");

    /** What a sentence does. */
    public enum Mood {
        ASSERTION,
        /** A value that was given under the very words of a question. */
        ANSWER,
        REQUEST,
        QUESTION,
        /** Says what is required, what would be, what will be, or that all is well, but not what is. */
        NO_FACT,
        REFUSAL
    }

    /**
     * Where a statement stands.
     *
     * @param record statements with the same number stand in one record
     * @param context the words of what it stands in: headings, names on its path, the other values of its record
     * @param near the day that dates without a year are nearest to
     */
    public record Provenance(Source source, int record, Terms context, LocalDate near) {}

    /**
     * What a statement says.
     *
     * @param text the sentence, or the value
     * @param label what the value is called; empty for a sentence
     * @param normal the normalised text, without the label
     * @param terms the words of label and text
     */
    record Wording(String label, String text, String normal, Terms terms) {}

    /** The quantities and dates in a wording. */
    record Figures(List<Quantity> quantities, List<DateParser.FoundDate> dates) {}

    public static Statement sentence(String text, Mood mood, Provenance provenance) {
        return of("", cut(text), mood, provenance);
    }

    public static Statement labelled(String label, String value, Provenance provenance) {
        return of(label, cut(value), Mood.ASSERTION, provenance);
    }

    public Source source() {
        return provenance.source();
    }

    public int record() {
        return provenance.record();
    }

    public Terms context() {
        return provenance.context();
    }

    public String label() {
        return wording.label();
    }

    public String text() {
        return wording.text();
    }

    public String normal() {
        return wording.normal();
    }

    public Terms terms() {
        return wording.terms();
    }

    public List<Quantity> quantities() {
        return figures.quantities();
    }

    public List<DateParser.FoundDate> dates() {
        return figures.dates();
    }

    private static Statement of(String label, String text, Mood mood, Provenance provenance) {
        String normal = Lexicon.normal(text);
        List<DateParser.FoundDate> dates = DateParser.in(normal, provenance.near());
        List<Quantity> quantities = new ArrayList<>(QuantityParser.in(DateParser.blanked(normal, dates)));
        // A duration that is given counts more than one from dates.
        if (quantities.stream().noneMatch(Quantity::isTime)) {
            range(normal, dates).ifPresent(quantities::add);
        }
        if (!label.isEmpty() && quantities.size() == 1 && quantities.get(0).isBare()) {
            quantities.set(0, QuantityParser.named(label, quantities.get(0).number()));
        }
        Terms terms = Terms.of(label).and(Terms.of(text));
        return new Statement(
                provenance, mood, new Wording(label, text, normal, terms), new Figures(List.copyOf(quantities), dates));
    }

    /** The time between two dates that are written as a range. */
    private static Optional<Quantity> range(String normal, List<DateParser.FoundDate> dates) {
        for (int i = 0; i + 1 < dates.size(); i++) {
            DateParser.FoundDate from = dates.get(i);
            DateParser.FoundDate to = dates.get(i + 1);
            String between = normal.substring(from.end(), to.start()).strip();
            String first = normal.substring(Math.max(0, from.start() - 12), from.start())
                    .strip();
            boolean startToEnd = Lexicon.list("startKey").isIn(first)
                    && Lexicon.list("endKey").isIn(between)
                    && between.length() <= MAX_BETWEEN;
            if ((startToEnd || Lexicon.list("fromTo").is(between)) && to.date().isAfter(from.date())) {
                return Optional.of(days(from.date(), to.date(), from.start(), to.end()));
            }
        }
        return Optional.empty();
    }

    public static Quantity days(LocalDate from, LocalDate to, int start, int end) {
        BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(from, to));
        return new Quantity("time", days, days, "", start, end);
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }

    /** Whether this can count as a fact at all. */
    public boolean isFact() {
        return mood == Mood.ASSERTION || mood == Mood.ANSWER || mood == Mood.REQUEST;
    }

    /** Its parts between commas, each with its own figures; the whole keeps its words only. */
    public List<Statement> parts(LocalDate near) {
        List<String> pieces = SEPARATOR
                .splitAsStream(text())
                .map(String::strip)
                .filter(piece -> !piece.isEmpty())
                .limit(MAX_PARTS)
                .toList();
        // The comma of "it is not true, that" separates nothing, and a total is that of all figures before it.
        if (pieces.size() < 2
                || Certainty.isUntrue(normal())
                || (label().isEmpty()
                        && figures.quantities().size() > 1
                        && Lexicon.list("inTotal").isIn(normal()))) {
            return List.of(this);
        }
        List<Statement> parts = new ArrayList<>();
        boolean quantified = QuantityParser.in(DateParser.blanked(normal(), dates())).stream()
                .anyMatch(Quantity::isTime);
        List<Quantity> spans =
                quantified ? List.of() : range(normal(), dates()).stream().toList();
        parts.add(new Statement(provenance, mood, wording, new Figures(spans, List.of())));
        Provenance within = new Provenance(source(), record(), context().and(terms()), near);
        for (String piece : pieces) {
            parts.add(of(label(), piece, mood, within));
        }
        return parts;
    }

    /** The same as an answer: the label repeats the question and is no evidence itself. */
    public Statement asAnswer() {
        Provenance asked = new Provenance(source(), record(), context().and(Terms.of(label())), provenance.near());
        return new Statement(asked, Mood.ANSWER, new Wording(label(), text(), normal(), Terms.of(text())), figures);
    }

    /** The same, said with another intention. */
    public Statement as(Mood other) {
        return new Statement(provenance, other, wording, figures);
    }

    /** The same with other words, said where another statement stands. */
    public Statement reworded(String text, Statement where) {
        Provenance there =
                new Provenance(where.source(), where.record(), context().and(where.context()), provenance.near());
        return of(label(), cut(text), mood, there);
    }

    /** Whether it is a date of birth. */
    public boolean isBirth() {
        WordList birth = Lexicon.list("birth");
        return birth.isIn(Lexicon.normal(TextFormat.spaced(label()))) || birth.isIn(normal());
    }

    /** Whether it is the entry of a list in a message of another. */
    public boolean isReceivedNote() {
        return !label().isEmpty() && source().received() && source().place().isEmpty();
    }

    /** All words around it. */
    public Terms all() {
        return terms().and(context());
    }

    /** As it is quoted. */
    public String quote() {
        return label().isEmpty() || mood == Mood.ANSWER
                ? text()
                : FieldText.label(label(), text()) + ": " + FieldText.value(label(), text());
    }
}
