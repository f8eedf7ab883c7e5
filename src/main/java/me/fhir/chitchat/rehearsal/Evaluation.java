package me.fhir.chitchat.rehearsal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.rehearsal.Criterion.Bound;
import me.fhir.chitchat.rehearsal.Criterion.Constraint;
import me.fhir.chitchat.rehearsal.Point.Remark;
import me.fhir.chitchat.rehearsal.Point.State;

/** Compares a criterion with the evidence. */
final class Evaluation {
    private static final double ENOUGH = 0.5;
    private static final double ENOUGH_FOR_ONE = 0.3;
    private static final double NEAR_THE_BEST = 0.75;

    /** Words that say only that something is there. */
    private static final Terms FILLERS = Terms.of(
            "maximum minimum máximo mínimo höchstens mindestens maximal minimal mínima máxima available present vorhanden disponible existing documented provided given proof Nachweis evidence");

    private final Criterion criterion;
    private final Evidence evidence;
    private final Terms topic;
    private final Terms head;
    private final List<Scored> relevant = new ArrayList<>();

    /** A statement and how much it has to do with the criterion. */
    private record Scored(Statement statement, double score) {}

    /** A statement and whether it fulfils a constraint. */
    private record Finding(Scored scored, boolean holds) {}

    private Evaluation(Criterion criterion, Evidence evidence) {
        this.criterion = criterion;
        this.evidence = evidence;
        this.topic = withoutFigures(Terms.of(criterion.normal())).and(criterion.words());
        this.head = criterion.topics().isEmpty() ? topic : criterion.words();
        for (Statement statement : evidence.facts(criterion.from())) {
            double score = score(statement);
            if (score > 0) {
                relevant.add(new Scored(statement, score));
            }
        }
        relevant.sort(
                Comparator.comparingDouble((Scored scored) -> scored.score()).reversed());
    }

    static Point of(Criterion criterion, Evidence evidence) {
        return new Evaluation(criterion, evidence).point();
    }

    /** Units, figures and the words around them say nothing about what is measured. */
    private static Terms withoutFigures(Terms terms) {
        Set<String> keys = new HashSet<>();
        for (String key : terms.keys()) {
            if (!FILLERS.keys().contains(key)
                    && Lexicon.unit(key) == null
                    && Lexicon.number(key) == null
                    && !Character.isDigit(key.charAt(0))) {
                keys.add(key);
            }
        }
        return new Terms(keys);
    }

    private double score(Statement statement) {
        double best = 0;
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

    private Point point() {
        for (Constraint constraint : criterion.constraints()) {
            if (constraint instanceof Criterion.Standing standing) {
                return standing.good()
                        ? Point.met(criterion, standing.fact())
                        : Point.notMet(criterion, standing.fact());
            }
        }
        String path = criterion.source().place();
        if (criterion.normal().isEmpty() && !path.isEmpty() && criterion.from() != Criterion.From.RECEIVED) {
            relevant.addAll(evidence.knowledge().at(path).filter(leaf -> !leaf.rule()).stream()
                    .map(leaf -> new Scored(leaf.statement(), 10))
                    .toList());
        }
        List<Point> parts = new ArrayList<>();
        criterion.constraints().forEach(constraint -> parts.add(part(constraint)));
        if (!criterion.normal().isEmpty()) {
            parts.addAll(worded());
        } else if (criterion.constraints().isEmpty()) {
            parts.add(covered());
        }
        return all(parts);
    }

    private Point all(List<Point> parts) {
        for (State state : List.of(State.NOT_MET, State.UNKNOWN)) {
            for (Point part : parts) {
                if (part.is(state)) {
                    return part;
                }
            }
        }
        return parts.stream()
                .filter(Point::isReceived)
                .findFirst()
                .orElseGet(() -> parts.isEmpty() ? Point.unknown(criterion, Remark.NOT_DOCUMENTED) : parts.get(0));
    }

    private Point part(Constraint constraint) {
        if (constraint instanceof Bound bound) {
            return settle(numbers(bound));
        }
        if (constraint instanceof Criterion.Recent recent) {
            return settle(recent(recent.days()));
        }
        if (constraint instanceof Criterion.Between between) {
            return settle(between(between));
        }
        if (constraint instanceof Criterion.OneOf oneOf) {
            return oneOf(oneOf.values());
        }
        if (constraint instanceof Criterion.NoneOf noneOf) {
            return noneOf(noneOf.values());
        }
        if (constraint instanceof Criterion.YesOrNo yesOrNo) {
            return settle(yes(yesOrNo.yes()));
        }
        throw new IllegalStateException("a standing fact is settled before");
    }

    /** What the best findings say together; own knowledge before what others say. */
    private Point settle(List<Finding> findings) {
        double best = findings.stream()
                .mapToDouble(finding -> finding.scored().score())
                .max()
                .orElse(0);
        List<Finding> near = findings.stream()
                .filter(finding -> finding.scored().score() >= NEAR_THE_BEST * best)
                .toList();
        List<Finding> own = near.stream()
                .filter(finding -> !finding.scored().statement().source().received())
                .toList();
        List<Finding> telling = own.isEmpty() ? near : own;
        if (telling.isEmpty()) {
            return Point.unknown(criterion, Remark.NOT_DOCUMENTED);
        }
        boolean all = telling.stream().allMatch(Finding::holds);
        boolean none = telling.stream().noneMatch(Finding::holds);
        Statement first = telling.get(0).scored().statement();
        if (all || none) {
            return all ? Point.met(criterion, first) : Point.notMet(criterion, first);
        }
        long sources = telling.stream()
                .map(finding -> finding.scored().statement().source())
                .distinct()
                .count();
        if (sources > 1) {
            return Point.unknown(criterion, Remark.CONTRADICTORY);
        }
        return telling.get(0).holds() ? Point.met(criterion, first) : Point.notMet(criterion, first);
    }

    private List<Finding> numbers(Bound bound) {
        List<Finding> findings = new ArrayList<>();
        Quantity like = bound.least() == null ? bound.most() : bound.least();
        if (like == null) {
            return findings;
        }
        for (Scored scored : relevant) {
            List<Quantity> comparable = Figures.of(scored.statement(), like, head, evidence);
            if (!comparable.isEmpty()) {
                findings.add(new Finding(scored, comparable.stream().anyMatch(q -> within(q, bound))));
            }
        }
        return findings;
    }

    private static boolean within(Quantity quantity, Bound bound) {
        Quantity least = bound.least();
        Quantity most = bound.most();
        // Months have no fixed number of days.
        BigDecimal slack = quantity.isTime() ? new BigDecimal("0.98") : BigDecimal.ONE;
        return (least == null
                        || quantity.amountLike(least).compareTo(least.amount().multiply(slack)) >= 0)
                && (most == null || quantity.amountLike(most).multiply(slack).compareTo(most.amount()) <= 0);
    }

    private List<Finding> recent(BigDecimal days) {
        List<Finding> findings = new ArrayList<>();
        double limit = days.doubleValue() + (days.doubleValue() > 60 ? 2 : 0);
        for (Scored scored : relevant) {
            Statement statement = scored.statement();
            if (Figures.isBirth(statement)) {
                continue;
            }
            LocalDate latest = null;
            for (Dates.Found date : Figures.dates(statement)) {
                latest = latest == null || date.date().isAfter(latest) ? date.date() : latest;
            }
            if (latest != null) {
                long age = evidence.today().toEpochDay() - latest.toEpochDay();
                findings.add(new Finding(scored, age <= limit));
            } else {
                Figures.ago(statement)
                        .ifPresent(ago ->
                                findings.add(new Finding(scored, ago.amount().doubleValue() <= limit)));
            }
        }
        return findings;
    }

    private List<Finding> between(Criterion.Between bounds) {
        List<Finding> findings = new ArrayList<>();
        LocalDate from = bounds.from();
        LocalDate to = bounds.to();
        for (Scored scored : relevant) {
            if (Figures.isBirth(scored.statement())) {
                continue;
            }
            for (Dates.Found date : Figures.dates(scored.statement())) {
                boolean holds = (from == null || !date.date().isBefore(from))
                        && (to == null || !date.date().isAfter(to));
                findings.add(new Finding(scored, holds));
            }
        }
        return findings;
    }

    private Point oneOf(List<String> values) {
        for (Scored scored : relevant) {
            Statement statement = scored.statement();
            if (!statement.label().isEmpty() && Terms.of(statement.label()).shared(head) > 0) {
                boolean listed = values.stream().anyMatch(value -> mentions(statement, value));
                return listed ? Point.met(criterion, statement) : Point.notMet(criterion, statement);
            }
        }
        for (Statement statement : evidence.facts(criterion.from())) {
            if (!statement.source().received()) {
                continue;
            }
            for (String value : values) {
                if (mentions(statement, value) && !Negation.denies(statement, Terms.of(value))) {
                    return Point.met(criterion, statement);
                }
            }
        }
        for (Scored scored : relevant) {
            if (scored.statement().source().received() && scored.score() >= 1) {
                return Point.notMet(criterion, scored.statement());
            }
        }
        return Point.unknown(criterion, Remark.NOT_DOCUMENTED);
    }

    private static boolean mentions(Statement statement, String value) {
        Terms terms = Terms.of(value);
        if (terms.isEmpty()) {
            return statement.normal().contains(Lexicon.normal(value));
        }
        double needed = terms.keys().size() > 3 ? 0.6 : 0.99;
        return terms.coveredBy(statement.terms()) >= needed;
    }

    private Point noneOf(List<String> values) {
        for (Statement statement : evidence.received()) {
            for (String value : values) {
                boolean said =
                        statement.mood() != Statement.Mood.NO_FACT && !value.isBlank() && mentions(statement, value);
                if (said && !Negation.denies(statement, Terms.of(value))) {
                    return Point.notMet(criterion, statement);
                }
            }
        }
        return evidence.hasReceived()
                ? new Point(criterion, State.MET, null, Remark.NOTHING_AGAINST)
                : Point.unknown(criterion, Remark.NOT_DOCUMENTED);
    }

    private List<Finding> yes(boolean wanted) {
        List<Finding> findings = new ArrayList<>();
        for (Scored scored : relevant) {
            Statement statement = scored.statement();
            boolean named = criterion.topics().stream().anyMatch(one -> one.coveredBy(statement.all()) >= 0.6);
            boolean direct = criterion.topics().stream().anyMatch(one -> one.shared(statement.terms()) > 0);
            if (named && direct) {
                findings.add(new Finding(scored, wanted != Negation.denies(statement, head)));
            }
        }
        return findings;
    }

    /** The words of a sentence: enough of them must be there, and nothing may say the opposite. */
    private List<Point> worded() {
        List<Point> parts = new ArrayList<>();
        Terms denied = denied();
        if (!denied.isEmpty()) {
            parts.add(absent(denied));
            return parts;
        }
        parts.addAll(Opposition.of(
                criterion,
                relevant.stream()
                        .filter(scored -> scored.score()
                                        >= NEAR_THE_BEST * relevant.get(0).score()
                                || scored.score() >= 2)
                        .map(Scored::statement)
                        .toList()));
        parts.add(covered());
        return parts;
    }

    /** What a criterion such as "no earlier claims" wants not to be. */
    private Terms denied() {
        java.util.regex.Matcher no = Lexicon.list("no").matcher(criterion.normal());
        if (!no.find() || !criterion.constraints().isEmpty()) {
            return Terms.NONE;
        }
        String rest = criterion.normal().substring(no.end()).split("[,;.:]", 2)[0];
        return no.start() <= 40 ? withoutFigures(Terms.of(rest)) : Terms.NONE;
    }

    private Point absent(Terms what) {
        List<Finding> findings = new ArrayList<>();
        for (Statement statement : evidence.facts(criterion.from())) {
            double share = what.coveredBy(statement.terms());
            if (share >= ENOUGH) {
                findings.add(new Finding(new Scored(statement, share), Negation.denies(statement, what)));
            }
        }
        return settle(findings);
    }

    private Point covered() {
        Statement best = null;
        double bestShare = 0;
        Statement against = null;
        for (Scored scored : relevant) {
            Statement statement = scored.statement();
            if (isConfirmation(statement)) {
                return Point.met(criterion, statement);
            }
            boolean about = head.coveredBy(statement.all()) >= ENOUGH && head.shared(statement.terms()) > 0;
            if (about && Negation.denies(statement, head)) {
                against = against == null ? statement : against;
            } else if (topic.shared(statement.terms()) > 0
                    && (best == null || topic.coveredBy(words(statement)) > bestShare)) {
                bestShare = topic.coveredBy(words(statement));
                best = statement;
            }
        }
        Terms together = together(bestShare);
        boolean figures = !criterion.constraints().isEmpty();
        boolean enough = figures
                ? topic.coveredBy(together) >= ENOUGH_FOR_ONE
                : bestShare >= ENOUGH_FOR_ONE
                        && topic.coveredBy(together) >= ENOUGH
                        && topic.shared(together) >= Math.min(2, topic.keys().size());
        if (against != null) {
            return enough && !figures
                    ? Point.unknown(criterion, Remark.CONTRADICTORY)
                    : Point.notMet(criterion, against);
        }
        return enough && best != null ? Point.met(criterion, best) : Point.unknown(criterion, Remark.NOT_DOCUMENTED);
    }

    /** The words of a statement that are its own: an answer's label repeats the question. */
    private static Terms words(Statement statement) {
        return statement.mood() == Statement.Mood.ANSWER ? statement.terms() : statement.all();
    }

    /** The words of the statements that have much to do with the topic. */
    private Terms together(double bestShare) {
        Set<String> pooled = new HashSet<>();
        for (Scored scored : relevant) {
            Terms words = words(scored.statement());
            if (topic.shared(scored.statement().terms()) > 0
                    && topic.coveredBy(words) >= ENOUGH * bestShare
                    && !Negation.denies(scored.statement(), head)) {
                pooled.addAll(words.keys());
            }
        }
        return new Terms(pooled);
    }

    /** A plain yes under the very words of the point. */
    private boolean isConfirmation(Statement statement) {
        return statement.mood() == Statement.Mood.ANSWER
                && criterion.constraints().isEmpty()
                && head.coveredBy(statement.context()) >= ENOUGH
                && Lexicon.list("affirmative").starts(statement.normal());
    }
}
