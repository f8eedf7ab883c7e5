package me.fhir.chitchat.rehearsal;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One thing that was said or is known: a sentence, or a value with its label.
 *
 * @param text the sentence, or the value
 * @param label what the value is called; empty for a sentence
 * @param normal the normalised text, without the label
 * @param terms the words of label and text
 * @param context the words of what it stands in: headings, names on its path, the other values of its record
 * @param record statements with the same number stand in one record
 */
record Statement(
        Source source,
        Mood mood,
        int record,
        String label,
        String text,
        String normal,
        Terms terms,
        Terms context,
        List<Quantity> quantities,
        List<DateParser.FoundDate> dates) {
    private static final int LONGEST = 600;
    private static final int MOST_PARTS = 30;
    private static final int LONGEST_BETWEEN = 14;
    private static final Pattern SEPARATOR = Pattern.compile("[,;](?!\\d)\\s|[、，；]|\\s\\(|\\)\\s|\\)$");

    /** What a sentence does. */
    enum Mood {
        ASSERTION,
        /** A value that was given under the very words of a question. */
        ANSWER,
        REQUEST,
        QUESTION,
        /** Says what is required, what would be, what will be, or that all is well, but not what is. */
        NO_FACT,
        REFUSAL
    }

    /** Where a statement stands. */
    record Provenance(Source source, int record, Terms context, LocalDate near) {}

    static Statement sentence(String text, Mood mood, Provenance place) {
        return of("", cut(text), mood, place);
    }

    static Statement labelled(String label, String value, Provenance place) {
        return of(label, cut(value), Mood.ASSERTION, place);
    }

    private static Statement of(String label, String text, Mood mood, Provenance place) {
        String normal = Lexicon.normal(text);
        List<DateParser.FoundDate> dates = DateParser.in(normal, place.near());
        List<Quantity> quantities = new ArrayList<>(QuantityParser.in(DateParser.blanked(normal, dates)));
        // A duration that is given counts more than one from dates.
        if (quantities.stream().noneMatch(Quantity::isTime)) {
            range(normal, dates).ifPresent(quantities::add);
        }
        if (!label.isEmpty() && quantities.size() == 1 && quantities.get(0).isBare()) {
            quantities.set(0, QuantityParser.named(label, quantities.get(0).number()));
        }
        return new Statement(
                place.source(),
                mood,
                place.record(),
                label,
                text,
                normal,
                Terms.of(label).and(Terms.of(text)),
                place.context(),
                List.copyOf(quantities),
                dates);
    }

    /** The time between two dates that are written as a range. */
    private static java.util.Optional<Quantity> range(String normal, List<DateParser.FoundDate> dates) {
        for (int i = 0; i + 1 < dates.size(); i++) {
            DateParser.FoundDate from = dates.get(i);
            DateParser.FoundDate to = dates.get(i + 1);
            String between = normal.substring(from.end(), to.start()).strip();
            String first = normal.substring(Math.max(0, from.start() - 12), from.start())
                    .strip();
            boolean startToEnd = Lexicon.list("startKey").isIn(first)
                    && Lexicon.list("endKey").isIn(between)
                    && between.length() <= LONGEST_BETWEEN;
            if ((startToEnd || Lexicon.list("fromTo").is(between)) && to.date().isAfter(from.date())) {
                return java.util.Optional.of(days(from.date(), to.date(), from.start(), to.end()));
            }
        }
        return java.util.Optional.empty();
    }

    static Quantity days(LocalDate from, LocalDate to, int start, int end) {
        java.math.BigDecimal days = java.math.BigDecimal.valueOf(ChronoUnit.DAYS.between(from, to));
        return new Quantity("time", days, days, "", start, end);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** Whether this can count as a fact at all. */
    boolean isFact() {
        return mood == Mood.ASSERTION || mood == Mood.ANSWER || mood == Mood.REQUEST;
    }

    /** Its parts between commas, each with its own figures; the whole keeps its words only. */
    List<Statement> parts(LocalDate near) {
        List<String> pieces = SEPARATOR
                .splitAsStream(text)
                .map(String::strip)
                .filter(piece -> !piece.isEmpty())
                .limit(MOST_PARTS)
                .toList();
        if (pieces.size() < 2) {
            return List.of(this);
        }
        List<Statement> parts = new ArrayList<>();
        boolean told =
                QuantityParser.in(DateParser.blanked(normal, dates)).stream().anyMatch(Quantity::isTime);
        List<Quantity> spans = told ? List.of() : range(normal, dates).stream().toList();
        parts.add(new Statement(source, mood, record, label, text, normal, terms, context, spans, List.of()));
        for (String piece : pieces) {
            parts.add(of(label, piece, mood, new Provenance(source, record, context.and(terms), near)));
        }
        return parts;
    }

    /** The same as an answer: the label repeats the question and is no evidence itself. */
    Statement asAnswer() {
        return new Statement(
                source,
                Mood.ANSWER,
                record,
                label,
                text,
                normal,
                Terms.of(text),
                context.and(Terms.of(label)),
                quantities,
                dates);
    }

    /** Whether it tells when somebody was born. */
    boolean isBirth() {
        WordList birth = Lexicon.list("birth");
        return birth.isIn(Lexicon.normal(TextFormat.spaced(label))) || birth.isIn(normal);
    }

    /** All words around it. */
    Terms all() {
        return terms.and(context);
    }

    /** As it is quoted. */
    String quote() {
        return label.isEmpty() || mood == Mood.ANSWER
                ? text
                : FieldText.label(label, text) + ": " + FieldText.value(label, text);
    }
}
