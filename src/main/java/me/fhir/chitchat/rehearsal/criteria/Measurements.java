package me.fhir.chitchat.rehearsal.criteria;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.language.FigureWords;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** The figures of a statement that can be compared with what a criterion asks. */
final class Measurements {
    /** A number alone, or behind the name of a value. */
    private static final Pattern BARE_ANSWER = Pattern.compile("(?:[^\\d:]{1,60}:\\s*)?\\d+(?:[.,]\\d+)?[.。]?");

    /** The name before the last colon and the entries of a list. */
    private static final Pattern NAMED_LIST = Pattern.compile("(?:.*[:：]\\s*)?([^:：]{3,60}?)\\s?[:：]\\s*([^:：]+)");

    private static final Pattern ENTRIES = Pattern.compile(",\\s+|[、，]|\\s(?:and|und|y|et)\\s");

    private static final Pattern FOUR_DIGITS = Pattern.compile("(?:19|20)\\d\\d");

    private static final int LABEL_REACH = 40;
    private static final int AGO_REACH = 24;
    /** A number without the unit that is asked for may be any number that stands by one word. */
    private static final int MAX_NEEDED = 2;

    private static final double MOST_OF_IT = 0.6;

    private final CriterionFacts facts;

    Measurements(CriterionFacts facts) {
        this.facts = facts;
    }

    /** Numbers that measure the same as {@code like}; times also from the dates of a record, ages from a birthday. */
    List<Quantity> of(Statement statement, Quantity like) {
        if (isOfSomethingElse(statement)) {
            return List.of();
        }
        List<Quantity> stated = stated(statement, like);
        if (!stated.isEmpty()) {
            return stated;
        }
        return inUnitOfQuestion(statement, like)
                .or(() -> counted(statement, like))
                .or(() -> like.isTime() ? fromDates(statement, like) : Optional.empty())
                .map(List::of)
                .orElse(List.of());
    }

    /** The figures of a statement that are compared as they are. */
    private List<Quantity> stated(Statement statement, Quantity like) {
        List<Quantity> found = new ArrayList<>();
        for (Quantity given : statement.quantities()) {
            Quantity quantity = sterling(given, statement, like);
            if (isYear(statement, quantity) || (quantity.isTime() && !isLength(statement, quantity))) {
                continue;
            }
            if (comparable(quantity, like)
                    && ((!quantity.isBare() && !like.isBare())
                            || isNamed(statement, quantity, like.isBare() ? 1 : MAX_NEEDED))) {
                found.add(quantity);
            }
        }
        return found;
    }

    /** "Days of treatment, at least 5: 6" has the unit in the question. */
    private Optional<Quantity> inUnitOfQuestion(Statement statement, Quantity like) {
        if (!like.isTime() || !isBareAnswer(statement)) {
            return Optional.empty();
        }
        Quantity given = statement.quantities().get(0);
        return Optional.of(new Quantity(
                like.dimension(),
                given.number().multiply(like.amount()).divide(like.number(), MathContext.DECIMAL64),
                given.number(),
                given.period(),
                given.start(),
                given.end()));
    }

    private Optional<Quantity> fromDates(Statement statement, Quantity like) {
        return age(statement, like, facts.evidence())
                .or(() -> span(statement, facts.evidence()))
                .or(() -> since(statement))
                .or(() -> remaining(statement));
    }

    /** Whether a number is a year: "rated 2 in 2026" says nothing of 2026 points. */
    private static boolean isYear(Statement statement, Quantity quantity) {
        int start = Math.min(quantity.start(), statement.normal().length());
        return quantity.isBare()
                && FOUR_DIGITS.matcher(quantity.number().toPlainString()).matches()
                && FigureWords.isAtEnd(
                        "beforeYear", statement.normal().substring(0, start).strip());
    }

    /** Whether a fact of the own knowledge only has a word in common: "flat 2" is no number of dogs per flat. */
    private boolean isOfSomethingElse(Statement statement) {
        Terms head = facts.head();
        boolean named =
                facts.criterion().isLabelOf(statement) || facts.criterion().isNameOf(statement);
        return !statement.source().received()
                && !named
                && head.keys().size() > 1
                && head.coveredBy(statement.all()) < MOST_OF_IT;
    }

    /** "Pounds" are a weight or money, whichever is asked for. */
    private static Quantity sterling(Quantity quantity, Statement statement, Quantity like) {
        boolean pounds = quantity.end() <= statement.normal().length()
                && statement.normal().substring(0, quantity.end()).endsWith("pounds");
        return pounds && like.dimension().equals("gbp")
                ? new Quantity(
                        "gbp",
                        quantity.number(),
                        quantity.number(),
                        quantity.period(),
                        quantity.start(),
                        quantity.end())
                : quantity;
    }

    /** Whether a value lists several things and says no figure itself. */
    static boolean isList(Statement statement) {
        // The whole of a sentence in parts keeps its words only: its figures and dates are those of the parts.
        return statement.text().chars().noneMatch(Character::isDigit)
                && statement.quantities().isEmpty()
                && ENTRIES.matcher(statement.text()).find();
    }

    /** How many entries a list has whose name says what is counted: "days: Monday and Thursday" are two days. */
    private static Optional<Quantity> counted(Statement statement, Quantity like) {
        Matcher list = NAMED_LIST.matcher(statement.label() + ": " + statement.text());
        if (!isList(statement) || !list.matches()) {
            return Optional.empty();
        }
        int entries = ENTRIES.split(list.group(2), -1).length;
        for (String word : Lexicon.normal(TextFormat.spaced(list.group(1))).split("[^\\p{L}]+", -1)) {
            Lexicon.Unit unit = word.isEmpty() ? null : Lexicon.unit(word);
            BigDecimal factor = unit == null ? BigDecimal.ONE : unit.factor();
            String dimension = unit == null ? "#" + Lexicon.key(Lexicon.stem(word)) : unit.dimension();
            if (entries > 1 && dimension.equals(like.dimension())) {
                BigDecimal number = BigDecimal.valueOf(entries);
                return Optional.of(new Quantity(dimension, number.multiply(factor), number, "", 0, 0));
            }
        }
        return Optional.empty();
    }

    /** Whether an answer is a number and nothing else. */
    private boolean isBareAnswer(Statement statement) {
        boolean named = !statement.label().isEmpty()
                && (facts.criterion().isLabelOf(statement) || facts.criterion().isNamedBy(statement.label()));
        return (named || statement.mood() == Statement.Mood.ANSWER)
                && BARE_ANSWER.matcher(statement.normal()).matches()
                && statement.quantities().size() == 1
                && statement.quantities().get(0).isBare();
    }

    private static boolean comparable(Quantity quantity, Quantity like) {
        return quantity.comparableWith(like)
                || (like.isBare() && !quantity.isTime() && !quantity.dimension().equals("percent"))
                || (like.isBare() && quantity.dimension().startsWith("#"));
    }

    /** Whether a bare number goes by so many of the words that name the fact. */
    private boolean isNamed(Statement statement, Quantity quantity, int needed) {
        Terms head = facts.head();
        if (facts.criterion().isLabelOf(statement) || facts.criterion().isNameOf(statement)) {
            return true;
        }
        if (!statement.label().isEmpty() && statement.mood() != Statement.Mood.ANSWER) {
            return Terms.of(statement.label()).and(statement.context()).shared(head) > 0;
        }
        int from = Math.max(0, quantity.start() - LABEL_REACH);
        int to = Math.min(statement.normal().length(), quantity.end() + LABEL_REACH);
        int near = Terms.of(statement.normal().substring(from, to)).shared(head);
        return near > 0 && near >= Math.min(needed, (head.keys().size() + 1) / 2);
    }

    /** Whether a time is how long something lasted, not how long ago it was or how often it comes. */
    static boolean isLength(Statement statement, Quantity quantity) {
        if (quantity.end() == 0) {
            return true;
        }
        String normal = statement.normal();
        String before = normal.substring(
                        Math.max(0, quantity.start() - 26), Math.min(quantity.start(), normal.length()))
                .strip();
        String after = normal.substring(
                        Math.min(quantity.end(), normal.length()), Math.min(normal.length(), quantity.end() + 12))
                .strip();
        boolean apart = before.endsWith("every")
                || before.endsWith("in the last")
                || before.endsWith("within")
                || before.endsWith("alle");
        boolean ago = Lexicon.list("ago").starts(after) && !after.startsWith("old") && !after.startsWith("alt");
        return !apart && !ago;
    }

    private static Optional<Quantity> age(Statement statement, Quantity like, Evidence evidence) {
        boolean years = like.amount().compareTo(BigDecimal.valueOf(365)) >= 0;
        if (!years || !statement.isBirth() || statement.dates().isEmpty()) {
            return Optional.empty();
        }
        LocalDate birth = statement.dates().get(0).date();
        return Optional.of(Statement.days(birth, evidence.today(), 0, 0));
    }

    /** From the first to the last date of a record that has a start and an end. */
    private static Optional<Quantity> span(Statement statement, Evidence evidence) {
        String label = Lexicon.normal(TextFormat.spaced(statement.label()));
        if (statement.dates().size() != 1
                || !Terms.of("start begin from first").keys().contains(Lexicon.key(Lexicon.stem(label)))) {
            return Optional.empty();
        }
        Terms ends = Terms.of("stop end");
        LocalDate from = statement.dates().get(0).date();
        List<Statement> all = statement.source().received()
                ? evidence.received()
                : evidence.knowledge().facts();
        boolean stated = all.stream()
                .anyMatch(other -> other.record() == statement.record()
                        && other.source().seq() == statement.source().seq()
                        && other.quantities().stream().anyMatch(Quantity::isTime));
        if (stated) {
            return Optional.empty();
        }
        for (Statement other : all) {
            boolean same = other.record() == statement.record()
                    && other.source().seq() == statement.source().seq();
            String otherLabel = Lexicon.normal(TextFormat.spaced(other.label()));
            boolean end = ends.keys().contains(Lexicon.key(Lexicon.stem(otherLabel)))
                    || otherLabel.equals("to")
                    || otherLabel.equals("until");
            if (same && end && other.dates().size() == 1) {
                LocalDate to = other.dates().get(0).date();
                BigDecimal days = BigDecimal.valueOf(ChronoUnit.DAYS.between(from, to));
                return Optional.of(new Quantity("time", days, days, "", 0, 0));
            }
        }
        return Optional.empty();
    }

    /** From the one date of a statement that says "since", or when a paper was got, to the present day. */
    private Optional<Quantity> since(Statement statement) {
        LocalDate today = facts.evidence().today();
        String words = Lexicon.normal(TextFormat.spaced(statement.label())) + " " + statement.normal();
        boolean got = Lexicon.list("paper").isIn(facts.criterion().normal())
                && Lexicon.list("acquired").isIn(words);
        boolean said = statement.dates().size() == 1
                && statement.quantities().stream().noneMatch(Quantity::isTime)
                && (got || Lexicon.list("since").isIn(words));
        return said && statement.dates().get(0).date().isBefore(today)
                ? Optional.of(Statement.days(statement.dates().get(0).date(), today, 0, 0))
                : Optional.empty();
    }

    /** From the present day to the one date of a statement, where the point asks how long something still lasts. */
    private Optional<Quantity> remaining(Statement statement) {
        LocalDate today = facts.evidence().today();
        return Lexicon.list("stillLasting").isIn(facts.criterion().normal())
                        && statement.dates().size() == 1
                        && statement.dates().get(0).date().isAfter(today)
                ? Optional.of(Statement.days(today, statement.dates().get(0).date(), 0, 0))
                : Optional.empty();
    }

    /** How long ago something was, when it is said so. */
    static Optional<Quantity> ago(Statement statement) {
        String normal = statement.normal();
        for (Quantity quantity : statement.quantities()) {
            if (!quantity.isTime() || quantity.end() > normal.length()) {
                continue;
            }
            String after = normal.substring(quantity.end(), Math.min(normal.length(), quantity.end() + 12))
                    .strip();
            String before = normal.substring(
                            Math.max(0, quantity.start() - AGO_REACH), Math.min(normal.length(), quantity.start()))
                    .strip();
            if (Lexicon.list("ago").starts(after) || FigureWords.isAtEnd("agoBefore", before)) {
                return Optional.of(quantity);
            }
        }
        return Optional.empty();
    }
}
