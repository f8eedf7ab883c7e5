package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.rehearsal.criteria.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;

/** Finds statements that say the same as another one with another figure or another word. */
final class Contradiction {
    private static final double SAME_WORDS = 0.75;
    private static final double SAME_BEGINNING = 0.6;
    private static final int MAX_OTHER_WORDS = 3;

    private Contradiction() {}

    /** Whether both are about the same, apart from their figures. */
    static boolean sameSubject(Statement one, Statement other) {
        if (one.record() == other.record()) {
            return false;
        }
        Terms first = words(one);
        Terms second = words(other);
        int all = first.and(second).keys().size();
        return all > 0 && (double) first.shared(second) / all >= SAME_WORDS;
    }

    /** Whether both sentences are about a topic, under any of its names, by the same words of it or one of them about nothing besides. */
    static boolean sameSubject(Statement one, Statement other, Terms topic) {
        if (sameSubject(one, other)) {
            return true;
        }
        boolean free = one.label().isEmpty() && other.label().isEmpty() && one.record() != other.record();
        if (!free || one.terms().shared(topic) == 0 || other.terms().shared(topic) == 0) {
            return false;
        }
        Terms first = words(one).without(topic);
        Terms second = words(other).without(topic);
        int all = first.and(second).keys().size();
        boolean alike = topic.without(topic.without(one.terms())).equals(topic.without(topic.without(other.terms())));
        return alike || first.isEmpty() || second.isEmpty() || (double) first.shared(second) / all >= SAME_WORDS;
    }

    /** A received statement that says with another word in place of the criterion's what {@code met} says. */
    static Optional<Statement> to(List<Scored> relevant, Statement met, Terms topic) {
        if (!met.source().received()) {
            return Optional.empty();
        }
        List<Statement> received = relevant.stream()
                .map(Scored::statement)
                .filter(statement ->
                        statement.source().received() && statement.label().isEmpty())
                .toList();
        return received.stream()
                .filter(part -> part.record() == met.record())
                .flatMap(part -> received.stream().filter(other -> replaces(other, part, topic)))
                .findFirst();
    }

    private static boolean replaces(Statement other, Statement met, Terms topic) {
        Terms lost = words(met).without(words(other));
        Terms gained = words(other).without(words(met));
        // The same words in another document say nothing else.
        return other.record() != met.record()
                && !other.normal().equals(met.normal())
                && sameBeginning(met.normal(), other.normal())
                && lost.shared(topic) > 0
                && !gained.isEmpty()
                && lost.keys().size() <= MAX_OTHER_WORDS
                && gained.keys().size() <= MAX_OTHER_WORDS;
    }

    private static boolean sameBeginning(String one, String other) {
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same >= SAME_BEGINNING * Math.max(one.length(), other.length());
    }

    private static Terms words(Statement statement) {
        return CriterionFacts.withoutFigures(statement.all());
    }
}
