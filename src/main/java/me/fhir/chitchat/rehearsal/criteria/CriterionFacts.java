package me.fhir.chitchat.rehearsal.criteria;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.TellingTerms;
import me.fhir.chitchat.rehearsal.language.Terms;

/** The statements that have to do with a criterion, the most relevant first. */
final class CriterionFacts {
    /** A statement and how much it has to do with the criterion. */
    record Scored(Statement statement, double score) {}

    private static final double NAMED = 10;
    private static final double HALF = 0.5;
    /** Between the points to which one answer is given. */
    private static final Pattern POINTS = Pattern.compile("[;；]");

    private static final Terms AGE = Terms.of("age aged old Alter edad âge 年齢 età idade leeftijd");

    private final Criterion criterion;
    private final Evidence evidence;
    private final Terms topic;
    private final Terms head;
    private final Terms required;
    private final Relevance relevance;
    private final List<Statement> statements;
    private final List<Scored> relevant = new ArrayList<>();

    /** @param required a word that every statement must have or stand by; empty for none */
    CriterionFacts(Criterion criterion, Evidence evidence, Terms required) {
        this.criterion = criterion;
        this.evidence = evidence;
        this.required = required;
        Terms words = Terms.of(withoutComparisons(criterion.normal()));
        Terms telling = withoutFigures(words);
        this.topic = (telling.isEmpty() ? TellingTerms.withoutNumbers(words) : telling).and(criterion.words());
        this.head = criterion.topics().isEmpty() ? topic : criterion.words();
        this.relevance = new Relevance(criterion, evidence);
        boolean dated = criterion.constraints().stream()
                .anyMatch(one -> one instanceof Criterion.Recent
                        || one instanceof Criterion.Past
                        || one instanceof Criterion.Elapsed);
        this.statements = relevance.among(withPlans()).stream()
                .filter(statement -> !dated || !relevance.isVoid(statement))
                .toList();
        for (Statement statement : statements) {
            // "At least 2 days a week" has no words of its own but is answered under its title.
            double score = topic.isEmpty() && criterion.isNameOf(statement) ? 1 : score(statement);
            if (score > 0 && (required.isEmpty() || statement.all().shared(required) > 0)) {
                relevant.add(new Scored(statement, score));
            }
        }
        addNamed();
        relevant.sort(
                Comparator.comparingDouble((Scored scored) -> scored.score()).reversed());
    }

    /** In scripts without spaces "or more" and "or less" would be taken for parts of words. */
    private static String withoutComparisons(String normal) {
        String without = Lexicon.list("orMore").matcher(normal).replaceAll(" ");
        return Lexicon.list("orLess").matcher(without).replaceAll(" ");
    }

    /** Units, figures and the words around them say nothing about what is measured. */
    static Terms withoutFigures(Terms terms) {
        return TellingTerms.of(terms);
    }

    /** The value that the author points to is the fact itself, under any name. */
    private void addNamed() {
        if (!criterion.location().path().isEmpty() && criterion.from() != Criterion.From.RECEIVED) {
            evidence.knowledge()
                    .at(criterion.location().path())
                    .ifPresent(leaf -> relevant.add(new Scored(leaf.statement(), NAMED)));
        }
    }

    /** Whether a statement is the fact by its place, not by its words. */
    static boolean isNamed(Scored scored) {
        return scored.score() >= NAMED;
    }

    /** Whether a text speaks of how old somebody is. */
    static boolean namesAge(String normal) {
        return Lexicon.list("ages").isIn(normal);
    }

    /** Whether the criterion is about a person's age, which a date of birth determines as well. */
    boolean isAge() {
        return topic.shared(AGE) > 0 && criterion.constraints().stream().anyMatch(Criterion.Bound.class::isInstance);
    }

    /** Whether a part of an answer to several points has the words of another point, and none of this one. */
    private boolean isAboutAnother(Statement statement) {
        if (statement.mood() != Statement.Mood.ANSWER || topic.isEmpty() || topic.shared(statement.terms()) > 0) {
            return false;
        }
        for (String point : POINTS.split(statement.label(), -1)) {
            Terms words = Terms.of(point);
            Terms named = statement.terms().without(statement.terms().without(words));
            if (topic.shared(words) == 0 && !withoutFigures(named).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private double score(Statement statement) {
        if (isAboutAnother(statement)) {
            return 0;
        }
        double best = isAge() && statement.isBirth() && !statement.dates().isEmpty() ? NAMED : 0;
        for (Terms one : criterion.topics().isEmpty() ? List.of(topic) : criterion.topics()) {
            int direct = one.shared(statement.terms());
            double around = 0.5 * one.without(statement.terms()).shared(statement.context());
            best = Math.max(best, 2 * (direct + around) / Math.max(1, one.keys().size()));
        }
        if (best == 0 && criterion.normal().isEmpty()) {
            return 0;
        }
        return best + (topic.isEmpty() ? 0 : topic.coveredBy(statement.all()));
    }

    /** For what must not be, a plan not to do it is enough. */
    private List<Statement> withPlans() {
        List<Statement> all = new ArrayList<>(evidence.facts(criterion.from()));
        if (criterion.constraints().stream().anyMatch(one -> one instanceof Criterion.YesOrNo fact && !fact.yes())) {
            all.addAll(evidence.plans(criterion.from()));
        }
        return all;
    }

    /** Whether an answer stands under a name that has enough of the words of the point. */
    boolean isAnswered(Statement statement) {
        return criterion.isNameOf(statement) || head.coveredBy(statement.context()) >= HALF;
    }

    /** Whether a label has only words of the point, and enough of them: "last service" for "the last service was". */
    boolean isNameOf(Statement statement) {
        Terms label = withoutFigures(Terms.of(statement.label()));
        return criterion.isNameOf(statement)
                || (!label.isEmpty() && label.coveredBy(head) == 1 && head.coveredBy(label) >= HALF);
    }

    Criterion criterion() {
        return criterion;
    }

    Evidence evidence() {
        return evidence;
    }

    /** All words of the criterion that say what is measured. */
    Terms topic() {
        return topic;
    }

    /** The words that name the fact. */
    Terms head() {
        return head;
    }

    /** A word that every statement must have or stand by; empty for none. */
    Terms required() {
        return required;
    }

    /** All statements that may count, whatever they are about. */
    List<Statement> statements() {
        return statements;
    }

    /** Whether a statement says that what the criterion asks for was undone. */
    boolean isVoid(Statement statement) {
        return relevance.isVoid(statement);
    }

    /** Whether a statement says that what has to be there is lost or was undone. */
    boolean isGone(Statement statement) {
        return relevance.isVoid(statement) || relevance.accomplishment().isGone(statement);
    }

    /** Whether a statement says that it is so only in part. */
    boolean isPartial(Statement statement) {
        return statement.source().received() && relevance.accomplishment().isPartial(statement);
    }

    /** What says how far the criterion's matter is so. */
    Accomplishment accomplishment() {
        return relevance.accomplishment();
    }

    List<Scored> relevant() {
        return relevant;
    }
}
