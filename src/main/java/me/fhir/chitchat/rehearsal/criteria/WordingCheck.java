package me.fhir.chitchat.rehearsal.criteria;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.Remark;
import me.fhir.chitchat.rehearsal.criteria.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.criteria.Findings.Finding;
import me.fhir.chitchat.rehearsal.knowledge.CaseIdentity;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import org.jspecify.annotations.Nullable;

/** Compares the words of a criterion with what is known. */
final class WordingCheck {
    private static final double ENOUGH = 0.5;

    private static final int FEW_WORDS = 3;
    private static final int NO_REACH = 40;
    private static final double ENOUGH_FOR_ONE = 0.3;

    /** Names of what an adjective is said of: "condition unused" is told by "it is unused". */
    private static final Terms ATTRIBUTES = Terms.of("condition state Zustand état estado 状態 حالة");

    private final CriterionFacts facts;

    WordingCheck(CriterionFacts facts) {
        this.facts = facts;
    }

    /** The words of a sentence: enough of them must be there, and nothing may say the opposite. */
    List<AssessedCriterion> worded() {
        List<AssessedCriterion> parts = new ArrayList<>();
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
            if (CriterionFacts.isNamed(scored)) {
                findings.add(
                        new Finding(scored, wanted != Lexicon.list("negative").is(statement.normal())));
                continue;
            }
            boolean named = facts.criterion().topics().stream().anyMatch(one -> one.coveredBy(statement.all()) >= 0.6);
            boolean direct = facts.criterion().topics().stream().anyMatch(one -> one.shared(statement.terms()) > 0);
            if (named && (direct || facts.criterion().isLabelOf(statement))) {
                findings.add(new Finding(scored, wanted != Negation.denies(statement, facts.head())));
            }
        }
        return findings;
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
        if (!no.find() || no.start() > NO_REACH) {
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
                && what.coveredBy(Terms.of(statement.label())) >= ENOUGH;
    }

    private AssessedCriterion absent(Terms what) {
        List<Finding> findings = new ArrayList<>();
        for (Statement statement : facts.evidence().facts(facts.criterion().from())) {
            double share = what.coveredBy(statement.terms());
            boolean denies = Negation.denies(statement, what) || isNone(statement, what);
            // Who asks for something "at home" has not said that somebody smokes there.
            boolean inPassing = !denies && share <= ENOUGH && firstDenied().shared(statement.terms()) == 0;
            if ((share >= ENOUGH || isNone(statement, what)) && !inPassing) {
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

    AssessedCriterion covered() {
        Statement best = null;
        double bestShare = 0;
        Statement against = null;
        for (Scored scored : facts.relevant()) {
            Statement statement = scored.statement();
            if (isConfirmation(statement) || isLabelledAnswer(statement)) {
                return AssessedCriterion.met(facts.criterion(), statement);
            }
            boolean about = facts.head().coveredBy(statement.all()) >= ENOUGH
                    && facts.head().shared(statement.terms()) > 0;
            if (about && declares(statement)) {
                return AssessedCriterion.met(facts.criterion(), statement);
            }
            if (about
                    && Negation.denies(
                            statement, facts.head(), facts.criterion().normal())) {
                against = against == null ? statement : against;
            } else if (facts.topic().shared(statement.terms()) > 0
                    && !lacksNoun(statement)
                    && (best == null || isBetter(statement, best, bestShare))) {
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
                                >= Math.min(
                                        2,
                                        facts.topic().without(ATTRIBUTES).keys().size());
        if (against != null) {
            return enough && !figures
                    ? AssessedCriterion.contradictory(facts.criterion(), against)
                    : AssessedCriterion.notMet(facts.criterion(), against);
        }
        Statement answer = figures ? answerInFigures() : null;
        if (answer != null && !enough) {
            return AssessedCriterion.met(facts.criterion(), answer);
        }
        Statement paper = figures ? null : new PaperAnswer(facts).statement();
        if (paper != null && !enough) {
            return AssessedCriterion.met(facts.criterion(), paper);
        }
        if (!enough || best == null) {
            return AssessedCriterion.unknown(facts.criterion(), Remark.NOT_DOCUMENTED);
        }
        Statement met = best;
        return Contradiction.to(facts.relevant(), met, facts.topic())
                .map(other -> AssessedCriterion.contradictory(facts.criterion(), other))
                .orElseGet(() -> AssessedCriterion.met(facts.criterion(), met));
    }

    /** Whether what was said before the point was asked for does not even name it: a dog is no dog's licence. */
    private boolean lacksNoun(Statement statement) {
        Criterion criterion = facts.criterion();
        boolean named = criterion.constraints().isEmpty() && !criterion.normal().isEmpty();
        String title = criterion.title();
        boolean before = statement.source().received()
                && statement.source().place().isEmpty()
                && statement.label().isEmpty()
                && statement.source().seq() < facts.evidence().askedFor(title);
        Terms first = Terms.of(title.split("[\\s ]", 2)[0]);
        return named
                && before
                && !first.isEmpty()
                && facts.topic().shared(first) > 0
                && first.shared(statement.terms()) == 0;
    }

    /** Whether something only has to be declared, and this says that there is none: "allergies declared". */
    private boolean declares(Statement statement) {
        return facts.criterion().constraints().isEmpty()
                && Lexicon.list("declared").isIn(facts.criterion().normal())
                && Negation.denies(statement, facts.head());
    }

    /** Whether a statement has more of the words, or as many of them itself, or in fewer characters. */
    private boolean isBetter(Statement statement, Statement best, double bestShare) {
        double share = facts.topic().coveredBy(words(statement));
        int own = facts.topic().shared(statement.terms());
        int ofBest = facts.topic().shared(best.terms());
        boolean shorter = statement.text().length() < best.text().length();
        return share > bestShare || (share == bestShare && (own > ofBest || (own == ofBest && shorter)));
    }

    /** An answer to the very point that gives a figure without the few words of the point, or a birthday for an age. */
    private @Nullable Statement answerInFigures() {
        return facts.relevant().stream()
                .map(Scored::statement)
                .filter(statement -> isAnswerInFigures(statement) || (facts.isAge() && statement.isBirth()))
                .findFirst()
                .orElse(null);
    }

    private boolean isAnswerInFigures(Statement statement) {
        boolean named = facts.criterion().isNameOf(statement);
        return (named || facts.topic().keys().size() <= FEW_WORDS)
                && statement.mood() == Statement.Mood.ANSWER
                && (!statement.quantities().isEmpty()
                        || !statement.dates().isEmpty()
                        || (named && Measurements.isList(statement)))
                && (named || facts.head().coveredBy(statement.context()) >= ENOUGH);
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
                    && !Negation.denies(
                            scored.statement(), facts.head(), facts.criterion().normal())) {
                pooled.addAll(words.keys());
            }
        }
        return new Terms(pooled);
    }

    /** What was answered under the name of a fact that only has to be there; words that say nothing do not count. */
    private boolean isLabelledAnswer(Statement statement) {
        Terms label = Terms.of(statement.label());
        boolean plain = facts.criterion().normal().isEmpty();
        boolean named = plain
                ? facts.criterion().topics().stream()
                        .anyMatch(topic -> topic.keys().size() > 1 && topic.coveredBy(label) == 1)
                : facts.criterion().isNameOf(statement) && isConcrete(statement);
        boolean empty = CriterionFacts.withoutFigures(statement.terms()).isEmpty()
                || facts.relevant().stream()
                        .map(Scored::statement)
                        .anyMatch(other -> other.source().equals(statement.source())
                                && other.label().equals(statement.label())
                                && Sentences.isEvasive(other.normal()));
        return named
                && !empty
                && statement.mood() == Statement.Mood.ANSWER
                && facts.criterion().constraints().isEmpty();
    }

    /** Whether an answer has a date or the number of a paper; a date where the point asks for dates. */
    private boolean isConcrete(Statement statement) {
        boolean number = CaseIdentity.isNumber(TextFormat.withoutStop(
                statement.text().substring(statement.text().lastIndexOf(' ') + 1)));
        return !statement.dates().isEmpty()
                || (number && !Lexicon.list("withDates").isIn(facts.criterion().normal()));
    }

    private boolean isConfirmation(Statement statement) {
        return statement.mood() == Statement.Mood.ANSWER
                && facts.criterion().constraints().isEmpty()
                && facts.head().coveredBy(statement.context()) >= ENOUGH
                && Lexicon.list("affirmative").starts(statement.normal());
    }
}
