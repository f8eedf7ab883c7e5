package me.fhir.chitchat.rehearsal.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import me.fhir.chitchat.rehearsal.criteria.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.criteria.Findings.Finding;
import me.fhir.chitchat.rehearsal.language.BareAnswer;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Checks a criterion that something is absent, such as "no earlier claims": a fact has to say that there is none. */
final class ExclusionCheck {
    private static final double MIN_COVERAGE = 0.5;
    private static final int NO_REACH = 40;

    private final CriterionFacts facts;

    ExclusionCheck(CriterionFacts facts) {
        this.facts = facts;
    }

    /** Nothing when the criterion excludes nothing. */
    Optional<AssessedCriterion> assessed() {
        Terms denied = denied();
        return denied.isEmpty() ? Optional.empty() : Optional.of(orByAbsence(assess(denied)));
    }

    /** What is not denied in the rule's words may be denied in others. */
    private AssessedCriterion orByAbsence(AssessedCriterion point) {
        String normal = facts.criterion().normal();
        Matcher no = Lexicon.list("no").matcher(normal);
        return no.find() ? Absence.orDenied(point, normal.substring(no.end()), facts) : point;
    }

    /** What a criterion such as "no earlier claims" excludes. */
    private Terms denied() {
        String normal = facts.criterion().normal();
        if (!facts.criterion().constraints().isEmpty()) {
            return Terms.NONE;
        }
        Matcher none = Lexicon.list("noneAfter").matcher(normal);
        if (none.find() && none.end() >= normal.length() - 1) {
            return CriterionFacts.withoutFigures(Terms.of(normal.substring(0, none.start())));
        }
        Matcher no = Lexicon.list("no").matcher(normal);
        // A "no-claims letter" is something that must be there.
        if (!no.find() || no.start() > NO_REACH || normal.startsWith("-", no.end())) {
            return Terms.NONE;
        }
        return CriterionFacts.withoutFigures(Terms.of(normal.substring(no.end()).split("[,;.:]", 2)[0]));
    }

    /** The first word of what a criterion excludes. */
    private Terms firstDenied() {
        Matcher no = Lexicon.list("no").matcher(facts.criterion().normal());
        if (no.find()) {
            for (String word : facts.criterion().normal().substring(no.end()).split("[^\\p{L}\\p{N}]+", -1)) {
                Terms terms = Terms.of(word);
                if (!terms.isEmpty()) {
                    return terms;
                }
            }
        }
        return facts.topic();
    }

    /** Whether "none" was answered to the very point. */
    private static boolean isNone(Statement statement, Terms what) {
        return statement.mood() == Statement.Mood.ANSWER
                && Lexicon.list("negative").is(TextFormat.withoutStop(statement.normal()))
                && what.coveredBy(Terms.of(statement.label())) >= MIN_COVERAGE;
    }

    private AssessedCriterion assess(Terms what) {
        List<Finding> findings = new ArrayList<>();
        List<Statement> statements = new ArrayList<>(facts.statements());
        statements.addAll(facts.evidence().plans(facts.criterion().from()));
        for (Statement statement : statements) {
            double share = what.coveredBy(statement.terms());
            boolean answered = statement.mood() == Statement.Mood.ANSWER
                    && Negation.isInName(statement.label())
                    && facts.isAnswered(statement);
            // "No" to "can you confirm that there is none?" may mean either.
            if (answered && BareAnswer.isNo(statement.normal())) {
                continue;
            }
            if (answered && BareAnswer.isYes(statement.normal())) {
                findings.add(new Finding(new Scored(statement, 1), true));
                continue;
            }
            boolean denies = Negation.denies(statement, what)
                    || isNone(statement, what)
                    || Absence.denies(statement.normal(), facts.criterion().normal());
            // Who asks for something "at home" has not said that somebody smokes there.
            boolean inPassing =
                    !denies && share <= MIN_COVERAGE && firstDenied().shared(statement.terms()) == 0;
            if ((share >= MIN_COVERAGE || isNone(statement, what)) && !inPassing) {
                findings.add(new Finding(new Scored(statement, share), denies));
            }
        }
        return isContradictory(findings)
                ? AssessedCriterion.contradictory(
                        facts.criterion(),
                        findings.stream()
                                .filter(finding -> !finding.holds())
                                .findFirst()
                                .orElse(findings.get(0))
                                .scored()
                                .statement())
                : Findings.settle(facts.criterion(), facts.evidence(), denialsFirst(findings));
    }

    private static boolean isContradictory(List<Finding> findings) {
        for (Finding one : findings) {
            for (Finding other : findings) {
                boolean apart = one.scored().statement().record()
                        != other.scored().statement().record();
                boolean settled = findings.stream()
                        .anyMatch(third -> third.holds()
                                && third.scored().statement().record()
                                        == other.scored().statement().record());
                if (one.holds() && !other.holds() && apart && !settled) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Of several parts of one statement that which says that there is none. */
    private static List<Finding> denialsFirst(List<Finding> findings) {
        List<Finding> denials = findings.stream().filter(Finding::holds).toList();
        return denials.isEmpty() ? findings : denials;
    }
}
