package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Terms;

/** Takes a criterion apart that asks the same figure of two things: "at least 3 months of X and Y". */
final class Conjunction {
    private static final Pattern TWO = Pattern.compile("^(.*\\b(?:of|with|in|on|de|con|von|mit|avec|en)\\s+)"
            + "([\\p{L}][\\p{L}\\p{N}-]{2,}) (?:and|und|y|e|et) ([\\p{L}][\\p{L}\\p{N}-]{2,})(?![\\p{L}\\p{N}])(.*)$");

    private static final Pattern AND = Pattern.compile(",? (?:and|und|y|e|et) (?!\\d)");

    private Conjunction() {}

    /**
     * One half of a criterion.
     *
     * @param required the word that a statement must be about
     */
    record CriterionHalf(Criterion criterion, Terms required) {}

    /** The halves, or the criterion as it is. */
    static List<CriterionHalf> parts(Criterion criterion) {
        List<CriterionHalf> clauses = clauses(criterion);
        if (!clauses.isEmpty()) {
            return clauses;
        }
        Matcher two = TWO.matcher(criterion.normal());
        if (criterion.constraints().isEmpty() || !criterion.topics().isEmpty() || !two.matches()) {
            return List.of(new CriterionHalf(criterion, Terms.NONE));
        }
        Terms first = Terms.of(two.group(2));
        Terms second = Terms.of(two.group(3));
        if (!isThing(two.group(2), first) || !isThing(two.group(3), second)) {
            return List.of(new CriterionHalf(criterion, Terms.NONE));
        }
        return List.of(
                new CriterionHalf(criterion.worded(two.group(1) + two.group(2) + two.group(4)), first),
                new CriterionHalf(criterion.worded(two.group(1) + two.group(3) + two.group(4)), second));
    }

    /** Two clauses that both must hold, "at least three years old and vaccinated against measles"; empty for others. */
    private static List<CriterionHalf> clauses(Criterion criterion) {
        String normal = criterion.normal();
        Matcher and = AND.matcher(normal);
        while (and.find()) {
            String left = normal.substring(0, and.start());
            String right = normal.substring(and.end());
            boolean limited = !ConstraintParser.in(left).isEmpty();
            boolean clause = Lexicon.list("finite").isIn(right)
                    && ConstraintParser.in(right).isEmpty()
                    && !CriterionFacts.withoutFigures(Terms.of(right)).isEmpty();
            if (clause && (limited || Lexicon.list("finite").isIn(left)) && !Ranges.isStart(left)) {
                Criterion second = new Criterion(
                        criterion.title(), right, List.of(), List.of(), criterion.location(), criterion.source());
                return List.of(
                        new CriterionHalf(criterion.worded(left), Terms.NONE), new CriterionHalf(second, Terms.NONE));
            }
        }
        return List.of();
    }

    private static boolean isThing(String word, Terms terms) {
        return !terms.isEmpty() && Lexicon.unit(word) == null && Lexicon.number(word) == null;
    }
}
