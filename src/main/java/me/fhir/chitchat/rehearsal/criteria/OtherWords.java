package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Bound;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Constraint;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules.Policy;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge.Leaf;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/**
 * Finds the value that answers a point of which it has no word: the only weight for "at most 700 kg", the only dated paper
 * for "not older than 3 months", "owes: nothing" for "no outstanding fines". Where several would do, none is meant.
 */
public final class OtherWords {
    private static final Terms DIRECTIONS =
            Terms.of("length width height depth Länge Breite Höhe Tiefe longueur largeur "
                    + "hauteur profondeur longitud anchura altura profundidad");

    private OtherWords() {}

    /** The one value among these that answers the point. */
    public static Optional<Leaf> answer(List<Leaf> leaves, String point) {
        String normal = Lexicon.normal(point);
        List<Constraint> constraints = ConstraintParser.in(normal);
        if (constraints.isEmpty()) {
            return only(leaves, leaf -> Absence.denies(said(leaf), normal));
        }
        if (constraints.size() > 1) {
            return Optional.empty();
        }
        Constraint constraint = constraints.get(0);
        if (constraint instanceof Bound bound) {
            Quantity like = bound.least() == null ? bound.most() : bound.least();
            if (like == null || like.isBare() || like.dimension().startsWith("#")) {
                return Optional.empty();
            }
            return only(leaves, measuring(like, normal));
        }
        boolean dated = constraint instanceof Criterion.Recent || constraint instanceof Criterion.Past;
        return dated ? only(leaves, OtherWords::isDatedPaper) : Optional.empty();
    }

    private static Optional<Leaf> only(List<Leaf> leaves, Predicate<Leaf> fits) {
        List<Leaf> fitting = leaves.stream()
                .filter(leaf -> leaf.policy() == Policy.FREE && !leaf.rule() && fits.test(leaf))
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    private static Predicate<Leaf> measuring(Quantity like, String point) {
        return leaf -> measures(leaf.statement(), like, point);
    }

    private static boolean measures(Statement statement, Quantity like, String point) {
        List<Quantity> figures = statement.quantities().stream()
                .filter(figure -> figure.dimension().equals(like.dimension()))
                .filter(figure -> !figure.isTime() || Measurements.isLength(statement, figure))
                .toList();
        boolean age = CriterionFacts.namesAge(point) == CriterionFacts.namesAge(said(statement));
        // A height is no width.
        boolean other = statement.terms().shared(DIRECTIONS) > 0
                && statement.terms().shared(DIRECTIONS.without(DIRECTIONS.without(Terms.of(point)))) == 0;
        return figures.size() == 1 && (!like.isTime() || age) && !other;
    }

    private static boolean isDatedPaper(Leaf leaf) {
        return leaf.statement().dates().size() == 1
                && !leaf.statement().isBirth()
                && Lexicon.list("paper").isIn(said(leaf));
    }

    private static String said(Leaf leaf) {
        return said(leaf.statement());
    }

    /** Name and value as one sentence. */
    private static String said(Statement statement) {
        return Lexicon.normal(TextFormat.spaced(statement.label()) + " " + statement.text());
    }
}
