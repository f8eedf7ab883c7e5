package me.fhir.chitchat.rehearsal.criteria;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Bound;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Constraint;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;

/**
 * The kinds of figures that all points of a decision ask for. Where only one point asks for a weight, a weight that is
 * answered is meant for it, in whatever words.
 */
public final class AskedFigures {
    static final AskedFigures NONE = new AskedFigures(Map.of());

    /** The title of each point by the kind of its figure. */
    private final Map<FigureKind, Set<String>> points;

    /** What a figure measures: a lexicon's dimension, or one of these that are told in several units. */
    record FigureKind(String name) {
        static final FigureKind AGE = new FigureKind("age");
        static final FigureKind DATE = new FigureKind("date");
        static final FigureKind BIRTH = new FigureKind("birth");
    }

    private AskedFigures(Map<FigureKind, Set<String>> points) {
        this.points = points;
    }

    /** The figures that these criteria and their parts ask for. */
    public static AskedFigures of(List<Criterion> criteria) {
        Map<FigureKind, Set<String>> points = new HashMap<>();
        criteria.forEach(criterion -> collect(criterion, points));
        return new AskedFigures(points);
    }

    private static void collect(Criterion criterion, Map<FigureKind, Set<String>> points) {
        boolean single = criterion.constraints().stream().noneMatch(Criterion.Parts.class::isInstance);
        for (Constraint constraint : criterion.constraints()) {
            if (constraint instanceof Criterion.Parts parts) {
                parts.parts().forEach(part -> collect(part, points));
            }
            kind(criterion, constraint).ifPresent(kind -> points.computeIfAbsent(kind, unused -> new HashSet<>())
                    .add(criterion.title()));
        }
        if (single && criterion.constraints().isEmpty()) {
            // A figure that was read as no limit may be told as well.
            QuantityParser.in(criterion.normal()).stream()
                    .filter(figure -> !figure.isBare() && !figure.dimension().startsWith("#"))
                    .forEach(figure -> points.computeIfAbsent(
                                    new FigureKind(figure.dimension()), unused -> new HashSet<>())
                            .add(criterion.title()));
        }
    }

    /** The kind of figure that a constraint asks for; empty where any number might be meant. */
    private static Optional<FigureKind> kind(Criterion criterion, Constraint constraint) {
        String title = Lexicon.normal(criterion.title());
        if (constraint instanceof Bound bound) {
            Quantity like = bound.least() == null ? bound.most() : bound.least();
            if (like == null || like.isBare() || like.dimension().startsWith("#")) {
                return Optional.empty();
            }
            return Optional.of(
                    like.isTime() && CriterionFacts.namesAge(title)
                            ? FigureKind.AGE
                            : new FigureKind(like.dimension()));
        }
        if (constraint instanceof Criterion.Between) {
            return Optional.of(Lexicon.list("birth").isIn(title) ? FigureKind.BIRTH : FigureKind.DATE);
        }
        boolean dated = constraint instanceof Criterion.Recent || constraint instanceof Criterion.Past;
        return dated ? Optional.of(FigureKind.DATE) : Optional.empty();
    }

    /** The kind of the one figure that a criterion asks for, where no other point asks for such a figure. */
    Optional<FigureKind> sole(Criterion criterion) {
        return criterion.constraints().size() == 1
                ? kind(criterion, criterion.constraints().get(0))
                        .filter(kind -> points.getOrDefault(kind, Set.of()).size() == 1)
                : Optional.empty();
    }
}
