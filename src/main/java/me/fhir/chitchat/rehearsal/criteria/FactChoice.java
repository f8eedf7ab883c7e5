package me.fhir.chitchat.rehearsal.criteria;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import me.fhir.chitchat.rehearsal.knowledge.CaseIdentity;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.PointName;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.TellingTerms;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Chooses of a record the values that a question is about, so that no answer tells more than was asked. */
public final class FactChoice {
    private static final Pattern ROW = Pattern.compile("/\\d+(/[^/]+)?$");

    private static final int MAX = 8;
    private static final double HALF = 0.5;
    private static final int CODE_LENGTH = 4;
    /** The words that ask how old somebody is. */
    public static final Terms AGE = Terms.of("age aged old older Alter edad âge 年齢");

    private static final Set<String> UNITS =
            Lexicon.unitWords().stream().map(Lexicon::stem).collect(Collectors.toUnmodifiableSet());

    private final Terms wanted;
    private final Terms point;
    private final Terms measure;
    /** Whether the point has a figure, which a word alone does not answer. */
    private final boolean figure;

    private final boolean time;
    private final boolean elapsed;
    private final Terms event;

    public FactChoice(String question) {
        this.wanted = withoutUnits(Terms.of(question));
        String name = PointName.of(question);
        this.point = withoutUnits(Terms.of(name));
        this.measure = Terms.of(Comparatives.measureIn(name));
        String normal = Lexicon.normal(question);
        this.event = Terms.all(ConstraintParser.in(normal).stream()
                .filter(Criterion.Elapsed.class::isInstance)
                .map(one -> ((Criterion.Elapsed) one).event())
                .toList());
        this.elapsed = !event.isEmpty();
        this.figure = hasDigit(normal);
        this.time = Lexicon.list("date").isIn(normal)
                || Lexicon.list("whenQuestion").isIn(normal)
                || !DateParser.in(normal, LocalDate.EPOCH).isEmpty()
                || QuantityParser.in(normal).stream().anyMatch(Quantity::isTime)
                || Arrays.stream(normal.split("[^\\p{L}]+", -1)).anyMatch(FactChoice::isTimeUnit);
    }

    private static boolean isTimeUnit(String word) {
        Lexicon.Unit unit = word.length() < 3 ? null : Lexicon.unit(word);
        return unit != null && unit.dimension().equals("time");
    }

    /**
     * The values to tell; where the time between two events is asked for, both of their dates.
     *
     * @param narrow whether only those whose own names the question has are wanted, when there are any
     */
    public List<Leaf> of(List<Leaf> record, boolean narrow) {
        boolean summed = record.stream().anyMatch(leaf -> leaf.name().equals("summary"));
        List<Leaf> exact = elapsed || narrow || summed ? List.of() : exact(record);
        if (!exact.isEmpty()) {
            return exact;
        }
        List<Leaf> named = narrow ? named(record) : List.of();
        if (!named.isEmpty()) {
            return named;
        }
        if (record.size() < 2 || record.stream().anyMatch(leaf -> leaf.name().equals("summary"))) {
            return record;
        }
        boolean row =
                record.stream().allMatch(leaf -> ROW.matcher(leaf.pointer()).find());
        boolean timed =
                record.stream().anyMatch(leaf -> isAsked(leaf) && (isTime(leaf) || leaf.value() instanceof Number));
        List<Leaf> fitting = record.stream()
                .filter(leaf -> row
                        ? !CaseIdentity.identifies(leaf) || isAsked(leaf)
                        : isAsked(leaf) || ((!timed || elapsed) && isTime(leaf)))
                .limit(MAX)
                .toList();
        if (!fitting.isEmpty()) {
            return row ? fitting : figures(fitting);
        }
        List<Leaf> others = record.stream()
                .filter(leaf -> !CaseIdentity.identifies(leaf))
                .limit(MAX)
                .toList();
        return others.isEmpty() ? record : row ? others : figures(others);
    }

    /** Of the values of a record the numbers alone, where the point has a figure; and the dates, where it has a time. */
    private List<Leaf> figures(List<Leaf> fitting) {
        List<Leaf> numbers = !figure
                ? List.of()
                : fitting.stream()
                        .filter(leaf -> leaf.value() instanceof Number
                                || (time && !leaf.statement().dates().isEmpty()))
                        .toList();
        return numbers.isEmpty() ? fitting : numbers;
    }

    /** Units say nothing about what is measured, unless nothing else is said. */
    public static Terms withoutUnits(Terms terms) {
        Terms telling = new Terms(TellingTerms.withoutNumbers(terms).keys().stream()
                .filter(key -> !UNITS.contains(key))
                .collect(Collectors.toSet()));
        return telling.isEmpty() ? terms : telling;
    }

    /** What else may lead to an answer where no record has a word of the point: a currency, or the digits of a code. */
    public static Terms moneyAndCodes(String question) {
        return new Terms(Terms.of(question).keys().stream()
                .filter(key -> {
                    Lexicon.Unit unit = Lexicon.unit(key);
                    boolean code = key.length() >= CODE_LENGTH && key.chars().allMatch(Character::isDigit);
                    return code || (unit != null && Quantity.isMoney(unit.dimension()));
                })
                .collect(Collectors.toSet()));
    }

    /** The values whose names consist of the point's own words, those with the most of them. */
    private List<Leaf> exact(List<Leaf> record) {
        int most = 1;
        List<Leaf> exact = new ArrayList<>();
        for (Leaf leaf : record) {
            Terms name = withoutUnits(name(leaf));
            int size = name.keys().size();
            boolean told = !figure
                    || leaf.value() instanceof Number
                    || hasDigit(leaf.statement().text());
            if (told && size >= most && isPoint(name)) {
                if (size > most) {
                    exact.clear();
                }
                most = size;
                exact.add(leaf);
            }
        }
        return exact;
    }

    private boolean isPoint(Terms name) {
        return name.coveredBy(point) == 1 && point.coveredBy(name) >= HALF && name.shared(measure) > 0;
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    /** Whether the question is for the dates of an event and of what followed. */
    public boolean isAboutTwoDates() {
        return elapsed;
    }

    /** Whether a value is the date of the event from which a time is counted. */
    public boolean isEvent(Leaf leaf) {
        return !leaf.statement().dates().isEmpty() && Terms.of(leaf.name()).shared(event) > 0;
    }

    private boolean isAsked(Leaf leaf) {
        boolean age = leaf.statement().isBirth() && wanted.shared(AGE) > 0;
        return age || leaf.statement().terms().shared(wanted) > 0;
    }

    private boolean isTime(Leaf leaf) {
        return time
                && !leaf.statement().isBirth()
                && (!leaf.statement().dates().isEmpty()
                        || leaf.statement().quantities().stream().anyMatch(Quantity::isTime));
    }

    /** The values whose own names the question has; a row of a table is told as a whole. */
    private List<Leaf> named(List<Leaf> record) {
        List<Leaf> named = record.stream()
                .filter(leaf -> !leaf.name().equals("summary")
                        && !ROW.matcher(leaf.pointer()).find())
                .filter(leaf -> name(leaf).shared(wanted) > 0)
                .toList();
        // A question with other words of the record's name is about all of it.
        Terms names = Terms.all(named.stream().map(FactChoice::name).toList());
        boolean whole = named.stream()
                .anyMatch(leaf -> Terms.of(parentName(leaf)).without(names).shared(wanted) > 0);
        return whole ? List.of() : named;
    }

    private static Terms name(Leaf leaf) {
        return Terms.of(TextFormat.spaced(leaf.name()));
    }

    private static String parentName(Leaf leaf) {
        List<String> names = leaf.names();
        return names.size() < 2 ? "" : TextFormat.spaced(names.get(names.size() - 2));
    }
}
