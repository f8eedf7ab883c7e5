package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.rehearsal.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.Findings.Finding;
import me.fhir.chitchat.rehearsal.Point.Remark;

/** Compares the words of a criterion with what is known. */
final class WordingCheck {
    private static final double ENOUGH = 0.5;

    private static final double ENOUGH_FOR_ONE = 0.3;

    private final CriterionFacts facts;

    WordingCheck(CriterionFacts facts) {
        this.facts = facts;
    }

    /** The words of a sentence: enough of them must be there, and nothing may say the opposite. */
    List<Point> worded() {
        List<Point> parts = new ArrayList<>();
        Terms denied = denied();
        if (!denied.isEmpty()) {
            parts.add(absent(denied));
            return parts;
        }
        parts.addAll(Antonyms.of(
                facts.criterion(),
                facts.relevant().stream()
                        .filter(scored -> scored.score()
                                        >= Findings.NEAR_THE_BEST
                                                * facts.relevant().get(0).score()
                                || scored.score() >= 2)
                        .map(Scored::statement)
                        .toList()));
        parts.add(covered());
        return parts;
    }

    List<Finding> yes(boolean wanted) {
        List<Finding> findings = new ArrayList<>();
        for (Scored scored : facts.relevant()) {
            Statement statement = scored.statement();
            boolean named = facts.criterion().topics().stream().anyMatch(one -> one.coveredBy(statement.all()) >= 0.6);
            boolean direct = facts.criterion().topics().stream().anyMatch(one -> one.shared(statement.terms()) > 0);
            if (named && direct) {
                findings.add(new Finding(scored, wanted != Negation.denies(statement, facts.head())));
            }
        }
        return findings;
    }

    /** What a criterion such as "no earlier claims" wants not to be. */
    private Terms denied() {
        java.util.regex.Matcher no =
                Lexicon.list("no").matcher(facts.criterion().normal());
        if (!no.find() || !facts.criterion().constraints().isEmpty()) {
            return Terms.NONE;
        }
        String rest = facts.criterion().normal().substring(no.end()).split("[,;.:]", 2)[0];
        return no.start() <= 40 ? CriterionFacts.withoutFigures(Terms.of(rest)) : Terms.NONE;
    }

    private Point absent(Terms what) {
        List<Finding> findings = new ArrayList<>();
        for (Statement statement : facts.evidence().facts(facts.criterion().from())) {
            double share = what.coveredBy(statement.terms());
            if (share >= ENOUGH) {
                findings.add(new Finding(new Scored(statement, share), Negation.denies(statement, what)));
            }
        }
        return Findings.settle(facts.criterion(), findings);
    }

    Point covered() {
        Statement best = null;
        double bestShare = 0;
        Statement against = null;
        for (Scored scored : facts.relevant()) {
            Statement statement = scored.statement();
            if (isConfirmation(statement)) {
                return Point.met(facts.criterion(), statement);
            }
            boolean about = facts.head().coveredBy(statement.all()) >= ENOUGH
                    && facts.head().shared(statement.terms()) > 0;
            if (about && Negation.denies(statement, facts.head())) {
                against = against == null ? statement : against;
            } else if (facts.topic().shared(statement.terms()) > 0
                    && (best == null || facts.topic().coveredBy(words(statement)) > bestShare)) {
                bestShare = facts.topic().coveredBy(words(statement));
                best = statement;
            }
        }
        Terms together = together(bestShare);
        boolean figures = !facts.criterion().constraints().isEmpty();
        boolean enough = figures
                ? facts.topic().coveredBy(together) >= ENOUGH_FOR_ONE
                : bestShare >= ENOUGH_FOR_ONE
                        && facts.topic().coveredBy(together) >= ENOUGH
                        && facts.topic().shared(together)
                                >= Math.min(2, facts.topic().keys().size());
        if (against != null) {
            return enough && !figures
                    ? Point.unknown(facts.criterion(), Remark.CONTRADICTORY)
                    : Point.notMet(facts.criterion(), against);
        }
        return enough && best != null
                ? Point.met(facts.criterion(), best)
                : Point.unknown(facts.criterion(), Remark.NOT_DOCUMENTED);
    }

    /** The words of a statement that are its own: an answer's label repeats the question. */
    private static Terms words(Statement statement) {
        return statement.mood() == Statement.Mood.ANSWER ? statement.terms() : statement.all();
    }

    /** The words of the statements that have much to do with the facts.topic(). */
    private Terms together(double bestShare) {
        Set<String> pooled = new HashSet<>();
        for (Scored scored : facts.relevant()) {
            Terms words = words(scored.statement());
            if (facts.topic().shared(scored.statement().terms()) > 0
                    && facts.topic().coveredBy(words) >= ENOUGH * bestShare
                    && !Negation.denies(scored.statement(), facts.head())) {
                pooled.addAll(words.keys());
            }
        }
        return new Terms(pooled);
    }

    /** A plain yes under the very words of the point. */
    private boolean isConfirmation(Statement statement) {
        return statement.mood() == Statement.Mood.ANSWER
                && facts.criterion().constraints().isEmpty()
                && facts.head().coveredBy(statement.context()) >= ENOUGH
                && Lexicon.list("affirmative").starts(statement.normal());
    }
}
