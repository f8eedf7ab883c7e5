package me.fhir.chitchat.rehearsal.criteria;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.rehearsal.criteria.AskedFigures.FigureKind;
import me.fhir.chitchat.rehearsal.criteria.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.criteria.Findings.Finding;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Bound;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Constraint;
import me.fhir.chitchat.rehearsal.language.Certainty;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.FigureWords;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Statement;

/**
 * Reads an answer by its figure where no other point asks for such a figure: "it tips the scale at 640 kg" answers "gross
 * weight of at most 700 kg". Only what was said after the point was asked for counts, and only if all such figures agree.
 */
final class SoleFigure {
    private static final int MAX_AGE = 120;
    private static final int WORDS_OF_AN_AGE = 7;

    private final CriterionFacts facts;
    private final FigureKind kind;
    private final NumberCheck numbers;

    SoleFigure(CriterionFacts facts, FigureKind kind) {
        this.facts = facts;
        this.kind = kind;
        this.numbers = new NumberCheck(facts);
    }

    /** The criterion by the figures of its kind; unknown where there are none, or they differ. */
    AssessedCriterion point(Constraint constraint) {
        List<Finding> findings = new ArrayList<>();
        long asked = facts.evidence().askedFor(facts.criterion().title());
        for (Statement statement : facts.statements()) {
            boolean answer = statement.source().received() && statement.source().seq() > asked;
            if (answer && !numbers.isDenied(statement) && !Certainty.isOpen(statement.normal())) {
                holds(statement, constraint)
                        .ifPresent(holds -> findings.add(new Finding(new Scored(statement, 1), holds)));
            }
        }
        boolean agree = findings.stream().map(Finding::holds).distinct().count() == 1;
        return Findings.settle(facts.criterion(), facts.evidence(), agree ? findings : List.of());
    }

    private Optional<Boolean> holds(Statement statement, Constraint constraint) {
        if (constraint instanceof Bound bound) {
            List<Quantity> figures = kind.equals(FigureKind.AGE) ? ages(statement) : measures(statement);
            return NumberCheck.fulfils(statement, figures, numbers.inItsTime(bound));
        }
        if (constraint instanceof Criterion.Between between) {
            return date(statement, kind.equals(FigureKind.BIRTH)).map(date -> within(date, between));
        }
        Optional<LocalDate> date = isOfPaper(statement) ? date(statement, false) : Optional.empty();
        DateCheck dates = new DateCheck(facts);
        return constraint instanceof Criterion.Recent recent
                ? date.map(unused -> dates.isRecent(statement, recent.days()))
                : Optional.empty();
    }

    /** Whether the sentence that a statement is, or is a part of, names a paper. */
    private boolean isOfPaper(Statement statement) {
        return facts.statements().stream()
                .anyMatch(whole -> whole.source().equals(statement.source())
                        && whole.record() == statement.record()
                        && Lexicon.list("paper").isIn(whole.normal()));
    }

    private static boolean within(LocalDate date, Criterion.Between bounds) {
        LocalDate from = bounds.from();
        LocalDate to = bounds.to();
        return (from == null || !date.isBefore(from)) && (to == null || !date.isAfter(to));
    }

    /** The one date of a statement. */
    private static Optional<LocalDate> date(Statement statement, boolean birth) {
        return statement.isBirth() == birth && statement.dates().size() == 1
                ? statement.dates().stream().map(DateParser.FoundDate::date).findFirst()
                : Optional.empty();
    }

    private List<Quantity> measures(Statement statement) {
        return statement.quantities().stream()
                .filter(quantity -> quantity.dimension().equals(kind.name()))
                .filter(quantity -> !quantity.isTime()
                        || (Measurements.isLength(statement, quantity)
                                && ages(statement).isEmpty()))
                .toList();
    }

    /** How old somebody is: years of age, a birthday, or a number alone behind a name. */
    private List<Quantity> ages(Statement statement) {
        if (statement.isBirth() && statement.dates().size() == 1) {
            return List.of(Statement.days(
                    statement.dates().get(0).date(), facts.evidence().today(), 0, 0));
        }
        List<Quantity> figures = statement.quantities();
        boolean brief = statement.normal().split(" ", -1).length <= WORDS_OF_AN_AGE;
        if (!brief || figures.size() != 1 || !statement.dates().isEmpty()) {
            return List.of();
        }
        Quantity one = figures.get(0);
        String normal = statement.normal();
        String before =
                normal.substring(0, Math.min(one.start(), normal.length())).strip();
        boolean held = before.isEmpty() || FigureWords.isAtEnd("yearsHeld", before) || CriterionFacts.namesAge(normal);
        if (one.isTime()) {
            return held && Measurements.isLength(statement, one) ? List.of(one) : List.of();
        }
        boolean years = held
                && one.isBare()
                && one.number().signum() > 0
                && one.number().intValue() < MAX_AGE
                && (one.end() == 0 || one.end() >= normal.length() - 1);
        return years
                ? List.of(QuantityParser.in(one.number().toPlainString() + " years")
                        .get(0))
                : List.of();
    }
}
