package me.fhir.chitchat.rehearsal.criteria;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.Remark;
import me.fhir.chitchat.rehearsal.criteria.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.criteria.Findings.Finding;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.BareAnswer;
import me.fhir.chitchat.rehearsal.language.Designators;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import org.jspecify.annotations.Nullable;

/** Compares the words of a criterion with what is known. */
final class WordingCheck {
    private static final double MIN_COVERAGE = 0.5;

    private static final double ENOUGH_FOR_ONE = 0.3;

    /** Names of what an adjective is said of: "condition unused" is told by "it is unused". */
    private static final Terms ATTRIBUTES = Terms.of("condition state Zustand état estado 状態 حالة");

    private final CriterionFacts facts;
    private final PointAnswers answers;

    WordingCheck(CriterionFacts facts) {
        this.facts = facts;
        this.answers = new PointAnswers(facts);
    }

    /** The words of a sentence: enough of them must be there, and nothing may say the opposite. */
    List<AssessedCriterion> worded() {
        return new ExclusionCheck(facts).assessed().map(List::of).orElseGet(this::present);
    }

    private List<AssessedCriterion> present() {
        List<AssessedCriterion> parts = new ArrayList<>(Antonyms.of(
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
            if (facts.isPartial(statement)) {
                continue;
            }
            if (CriterionFacts.isNamed(scored)) {
                findings.add(
                        new Finding(scored, wanted != Lexicon.list("negative").is(statement.normal())));
                continue;
            }
            Optional<Boolean> plain = PlainReply.said(facts, statement);
            if (plain.isPresent() || PlainReply.isGiven(facts, statement)) {
                // A "yes" that goes on with the very thing does not confirm that there is none.
                boolean told = BareAnswer.isYes(statement.normal()) && saysOtherwise(statement);
                plain.filter(said -> !told).ifPresent(said -> findings.add(new Finding(scored, said == wanted)));
                continue;
            }
            boolean named = facts.criterion().topics().stream().anyMatch(one -> one.coveredBy(statement.all()) >= 0.6);
            boolean direct = facts.criterion().topics().stream().anyMatch(one -> one.shared(statement.terms()) > 0);
            if (named && (direct || facts.criterion().isLabelOf(statement))) {
                boolean denied = facts.isGone(statement) || Negation.denies(statement, facts.head());
                findings.add(new Finding(scored, wanted != denied));
            }
        }
        return findings;
    }

    /** Whether a "yes" to a point that denies something goes on with that very thing. */
    private boolean saysOtherwise(Statement yes) {
        return Negation.isInName(yes.label())
                && facts.statements().stream()
                        .anyMatch(other -> other.record() == yes.record()
                                && !BareAnswer.isYes(other.normal())
                                && facts.head().coveredBy(Terms.of(other.text())) == 1
                                && !Negation.denies(other, facts.head()));
    }

    /** Whether the words of the criterion are there, in one statement or in several together. */
    AssessedCriterion covered() {
        return facts.relevant().stream()
                .map(Scored::statement)
                .filter(this::meetsAlone)
                .findFirst()
                .map(statement -> AssessedCriterion.met(facts.criterion(), statement))
                .orElseGet(() -> decide(collect()));
    }

    private boolean meetsAlone(Statement statement) {
        return !facts.isGone(statement)
                && !facts.isPartial(statement)
                && (answers.isConfirmation(statement)
                        || answers.isLabelled(statement)
                        || (isAbout(statement) && declares(statement)));
    }

    private boolean isAbout(Statement statement) {
        return facts.head().coveredBy(statement.all()) >= MIN_COVERAGE
                && facts.head().shared(statement.terms()) > 0;
    }

    /**
     * What was found in the statements.
     *
     * @param best the statement with most of the words
     * @param share of the words that it has
     * @param against the first statement that says the opposite
     */
    private record Coverage(
            @Nullable Statement best,
            double share,
            @Nullable Statement against) {}

    private Coverage collect() {
        Statement best = null;
        double share = 0;
        Statement against = null;
        for (Scored scored : facts.relevant()) {
            Statement statement = scored.statement();
            if (PlainReply.refutes(facts, statement)) {
                against = against == null ? statement : against;
            } else if (isAbout(statement)
                    && (facts.isVoid(statement)
                            || Negation.denies(
                                    statement, facts.head(), facts.criterion().normal()))) {
                against = against == null ? statement : against;
            } else if (!facts.isPartial(statement)
                    && !facts.isGone(statement)
                    && facts.topic().shared(statement.terms()) > 0
                    && !lacksNoun(statement)
                    && (best == null || isBetter(statement, best, share))) {
                share = facts.topic().coveredBy(words(statement));
                best = statement;
            }
        }
        return new Coverage(best, share, against);
    }

    /** Whether a figure of the criterion that was read as no limit is missing in what was said. */
    private boolean lacksFigure(@Nullable Statement best) {
        Criterion criterion = facts.criterion();
        if (!criterion.constraints().isEmpty() || best == null) {
            return false;
        }
        Set<String> letters = Designators.in(criterion.title());
        Set<String> given = Designators.in(best.text());
        if (!letters.isEmpty() && !given.isEmpty() && Collections.disjoint(letters, given)) {
            return true;
        }
        // The parts of a sentence have its figures, the whole has its words.
        List<Quantity> said = facts.statements().stream()
                .filter(statement -> statement.record() == best.record())
                .flatMap(statement -> QuantityParser.in(statement.normal()).stream())
                .toList();
        return QuantityParser.in(criterion.normal()).stream().anyMatch(quantity -> said.stream()
                .noneMatch(other -> other.number().compareTo(quantity.number()) == 0));
    }

    private AssessedCriterion decide(Coverage found) {
        boolean figures = !facts.criterion().constraints().isEmpty();
        // "No pupil has an allergy" says nothing of how many pupils there are.
        Statement against = figures && found.against != null && !isAboutAlone(found.against) ? null : found.against;
        if (figures && against != null && facts.criterion().isMaximum()) {
            return AssessedCriterion.met(facts.criterion(), against);
        }
        boolean lacksFigure = lacksFigure(found.best);
        boolean enough = isEnough(found.share, figures) && !lacksFigure;
        if (against != null) {
            return enough && !figures
                    ? AssessedCriterion.contradictory(facts.criterion(), against)
                    : AssessedCriterion.notMet(facts.criterion(), against);
        }
        Statement answer = figures ? answerInFigures() : new PaperAnswer(facts).statement();
        if (answer != null && !enough && !lacksFigure) {
            return AssessedCriterion.met(facts.criterion(), answer);
        }
        Statement best = found.best;
        if (!enough || best == null) {
            return AssessedCriterion.unknown(facts.criterion(), Remark.NOT_DOCUMENTED);
        }
        return Contradiction.to(facts.relevant(), best, facts.topic())
                .map(other -> AssessedCriterion.contradictory(facts.criterion(), other))
                .orElseGet(() -> AssessedCriterion.met(facts.criterion(), best));
    }

    /** Whether a statement has hardly other words than those of the criterion. */
    private boolean isAboutAlone(Statement statement) {
        return !statement.label().isEmpty()
                || CriterionFacts.withoutFigures(statement.terms()).coveredBy(facts.topic()) > MIN_COVERAGE;
    }

    private boolean isEnough(double bestShare, boolean figures) {
        Terms together = together(bestShare);
        if (figures) {
            return facts.topic().coveredBy(together) >= ENOUGH_FOR_ONE;
        }
        int telling = facts.topic().without(ATTRIBUTES).keys().size();
        return bestShare >= ENOUGH_FOR_ONE
                && facts.topic().coveredBy(together) >= MIN_COVERAGE
                && facts.topic().shared(together) >= Math.min(2, telling);
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

    /** Whether a statement has more of the words, or as many of them itself, or to the very question, or in fewer characters. */
    private boolean isBetter(Statement statement, Statement best, double bestShare) {
        double share = facts.topic().coveredBy(words(statement));
        int own = facts.topic().shared(statement.terms());
        int ofBest = facts.topic().shared(best.terms());
        boolean answers = statement.mood() == Statement.Mood.ANSWER;
        boolean better = answers == (best.mood() == Statement.Mood.ANSWER)
                ? statement.text().length() < best.text().length()
                : answers;
        return share > bestShare || (share == bestShare && (own > ofBest || (own == ofBest && better)));
    }

    /** An answer to the very point that gives a figure without the few words of the point, or a birthday for an age. */
    private @Nullable Statement answerInFigures() {
        return facts.relevant().stream()
                .map(Scored::statement)
                .filter(statement -> answers.isInFigures(statement) || (facts.isAge() && statement.isBirth()))
                .findFirst()
                .orElse(null);
    }

    /** The words of a statement that are its own: an answer's label repeats the question, unless it goes on with it. */
    private Terms words(Statement statement) {
        boolean repeats = statement.mood() == Statement.Mood.ANSWER
                && statement.terms().without(Terms.of(statement.label())).shared(facts.topic()) == 0;
        return repeats ? statement.terms() : statement.all();
    }

    /** The words of the statements that have much to do with the point. */
    private Terms together(double bestShare) {
        Set<String> pooled = new HashSet<>();
        for (Scored scored : facts.relevant()) {
            Terms words = words(scored.statement());
            if (!facts.isPartial(scored.statement())
                    && facts.topic().shared(scored.statement().terms()) > 0
                    && facts.topic().coveredBy(words) >= MIN_COVERAGE * bestShare
                    && !Negation.denies(
                            scored.statement(), facts.head(), facts.criterion().normal())) {
                pooled.addAll(words.keys());
            }
        }
        return new Terms(pooled);
    }
}
