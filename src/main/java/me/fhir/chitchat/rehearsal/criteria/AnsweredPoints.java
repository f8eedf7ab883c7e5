package me.fhir.chitchat.rehearsal.criteria;

import java.util.Optional;
import me.fhir.chitchat.agent.planner.SentMessage;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.AskedPoint;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.PointName;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Statement.Mood;
import me.fhir.chitchat.rehearsal.language.Terms;

/** Which of the points that were asked for have been answered, whether or not the answers settle them. */
public final class AnsweredPoints {
    private static final double SAME = 0.8;

    private final StepContext context;
    private final PointQuestion question;

    public AnsweredPoints(StepContext context) {
        this.context = context;
        this.question = new PointQuestion(context.phrases());
    }

    /** What was answered under the name of a point that had been asked for. */
    public Optional<Statement> to(Criterion criterion) {
        String asked = question.of(criterion);
        if (context.phrases().timesAsked(asked) == 0) {
            return Optional.empty();
        }
        if (isEnumeration(criterion)) {
            return about(criterion);
        }
        Terms words = Terms.of(AskedPoint.of(asked)).and(Terms.of(criterion.title()));
        return context.evidence().received().stream()
                .filter(statement -> statement.mood() == Mood.ANSWER)
                .filter(statement -> !Terms.of(statement.label()).isEmpty()
                        && Terms.of(statement.label()).coveredBy(words) >= SAME)
                .findFirst();
    }

    /** What was said, after a list of possible things had been asked for, about one of them. */
    private Optional<Statement> about(Criterion criterion) {
        String asked = question.of(criterion);
        long since = context.step().messages().stream()
                .filter(message -> context.isOwn(message) && message.text().contains(asked))
                .mapToLong(SentMessage::seq)
                .min()
                .orElse(Long.MAX_VALUE);
        Terms wanted = CriterionFacts.withoutFigures(Terms.of(criterion.title()));
        return context.evidence().received().stream()
                .filter(statement -> statement.source().seq() > since && statement.isFact())
                .filter(statement -> Terms.of(statement.text()).shared(wanted) > 0)
                .findFirst();
    }

    /** Whether the other side said, when asked, that it does not want to give this. */
    public boolean isRefused(Criterion criterion, boolean alone) {
        long asked = context.evidence().askedFor(question.of(criterion));
        Terms wanted = CriterionFacts.withoutFigures(Terms.of(criterion.title()));
        return context.evidence().received().stream()
                .filter(statement ->
                        statement.mood() == Mood.REFUSAL && statement.source().seq() > asked)
                .anyMatch(statement -> alone || statement.terms().shared(wanted) > 0);
    }

    /** Whether something that has to have a date was mentioned without one. */
    public boolean isUndated(Criterion criterion) {
        boolean dated = criterion.constraints().stream()
                .anyMatch(one -> one instanceof Criterion.Recent || one instanceof Criterion.Past);
        Terms wanted = CriterionFacts.withoutFigures(Terms.of(PointName.of(criterion.title())));
        return dated
                && !wanted.isEmpty()
                && context.evidence().received().stream()
                        .filter(statement -> statement.isFact() && !Negation.denies(statement, wanted))
                        .anyMatch(statement -> wanted.coveredBy(statement.terms()) == 1);
    }

    /** Whether the same question would only bring the same answer: of several things those that apply were named. */
    public boolean isExhausted(Criterion criterion) {
        return isEnumeration(criterion) && to(criterion).isPresent();
    }

    private static boolean isEnumeration(Criterion criterion) {
        return Lexicon.list("ofFollowing").isIn(Lexicon.normal(criterion.title()))
                || criterion.constraints().stream().anyMatch(one -> one instanceof Criterion.OneOf);
    }
}
