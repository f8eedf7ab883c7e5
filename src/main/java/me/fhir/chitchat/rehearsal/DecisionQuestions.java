package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import me.fhir.chitchat.rehearsal.criteria.Acknowledgements;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.criteria.PointQuestion;
import me.fhir.chitchat.rehearsal.criteria.PointText;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules;
import me.fhir.chitchat.rehearsal.knowledge.MessageKind;
import me.fhir.chitchat.rehearsal.knowledge.Move;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Terms;

/** Asks for what a decision still needs. */
final class DecisionQuestions {
    private final StepContext context;
    private final Phrases phrases;
    private final Assessment assessment;
    private final DecisionReasons reasons;
    private final DecisionGrounds grounds;
    private final PointText text;
    private final OpenPoints points;

    DecisionQuestions(StepContext context, Assessment assessment, OpenPoints points) {
        this.context = context;
        this.phrases = context.phrases();
        this.assessment = assessment;
        this.reasons = new DecisionReasons(context, assessment);
        this.points = points;
        this.grounds = new DecisionGrounds(context, assessment);
        this.text = new PointText(phrases);
    }

    Move ask(List<String> open) {
        List<String> parts = new ArrayList<>();
        String reaction = Acknowledgements.to(context);
        parts.add(reaction.isEmpty() ? Acknowledgements.received(context) : reaction);
        MessageKind kind = context.news().isEmpty() ? MessageKind.CONTENT : context.kind();
        if (kind == MessageKind.CONTENT || kind == MessageKind.HOSTILE) {
            addAnswers(parts);
        }
        if (!open.isEmpty() && asksWhatToSend() && !needsPaper()) {
            parts.add(phrases.fresh("statements"));
        }
        String settled = settled();
        String lead = settled.isEmpty() ? "" : phrases.fresh("documented");
        parts.add(lead.isEmpty() ? "" : lead + settled);
        if (reaction.isEmpty() && !parts.get(0).isBlank() && settled.isEmpty() && bringsNothing()) {
            // Thanks for information would be out of place where none of it answers anything.
            parts.set(0, phrases.fresh("received.nothing"));
        }
        boolean known = context.sent() > 0
                && isOnlyAsked(QuestionAnswers.plainQuestions(context.newsText()))
                && !parts.stream().allMatch(String::isBlank)
                && open.stream().allMatch(points::wasAsked);
        String above = known ? phrases.fresh("asAbove") : "";
        parts.add(above.isEmpty() ? list(open) : above);
        return new Move.Say(reasons.why("I ask for what is open."), Acknowledgements.joined(parts), List.of(), false);
    }

    /** Answers what was asked about the decision's rules and about facts. */
    private void addAnswers(List<String> parts) {
        // The list of all the conditions answers itself what is decided by.
        parts.addAll(listsAllConditions() ? List.of() : grounds.answers(context.newsText()));
        if (asksForSecrets()) {
            parts.add(phrases.fresh("noFigures"));
        }
        // "What do you need?" is answered by the list below.
        List<String> given = answers(QuestionAnswers.plainQuestions(context.newsText())).stream()
                .filter(answer -> assessment.points().stream()
                        .map(point -> point.criterion().title())
                        .noneMatch(answer::contains))
                .toList();
        parts.addAll(given);
        if (given.isEmpty() && context.sent() > 0 && parts.stream().allMatch(String::isBlank) && asksFacts()) {
            parts.add(grounds.rule(context.newsText()));
        }
    }

    /** Whether the first list of questions has every condition but those that always hold. */
    private boolean listsAllConditions() {
        return context.sent() == 0
                && assessment.points().stream()
                        .filter(point -> !point.is(PointState.UNKNOWN))
                        .allMatch(point -> point.criterion().constraints().stream()
                                .anyMatch(Criterion.Standing.class::isInstance));
    }

    private boolean needsPaper() {
        return assessment.points().stream().map(AssessedCriterion::criterion).anyMatch(PointQuestion::wantsPaper);
    }

    /** A line for every point that what was received meets and that was not told before. */
    private String settled() {
        return assessment.points().stream()
                .filter(point -> point.is(PointState.MET) && point.isReceived())
                .map(point -> phrases.stopped(text.sentence(point, Optional.empty())))
                .filter(line -> !phrases.wasSaid(line))
                .distinct()
                .map(line -> "\n- " + line)
                .collect(Collectors.joining());
    }

    /** Whether a reply came without a file and without a contradiction. */
    private boolean bringsNothing() {
        return context.sent() > 0
                && context.news().stream()
                        .allMatch(message -> message.attachments().isEmpty())
                && assessment.points().stream().noneMatch(AssessedCriterion::isContradicted);
    }

    /** Whether it is asked what is to be handed in. */
    private boolean asksWhatToSend() {
        return QuestionAnswers.plainQuestions(context.newsText()).stream()
                .anyMatch(asked -> Lexicon.list("documentsQuestion").isIn(Lexicon.normal(asked)));
    }

    /** The open points behind the words that lead to them; empty when there are none. */
    private String list(List<String> open) {
        if (open.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < open.size(); i++) {
            list.append('\n').append(i + 1).append(". ").append(open.get(i));
        }
        List<AssessedCriterion> unknown = assessment.with(PointState.UNKNOWN);
        boolean asked =
                unknown.stream().anyMatch(point -> open.stream().anyMatch(entry -> points.asksFor(entry, point)));
        boolean unclear = open.size() == 1 && unknown.stream().anyMatch(point -> points.asksWhich(open.get(0), point));
        String lead = unclear ? phrases.fresh("contradictory") : "";
        String phrase = asked ? (open.size() == 1 ? "askOne" : "ask") : "askData";
        String still = asked && context.sent() > 0 ? phrases.fresh(phrase + "Open") : "";
        return (!lead.isEmpty() ? lead : !still.isEmpty() ? still : phrases.fresh(phrase)) + list;
    }

    /** What is asked about the decision is answered before it is made; empty when nothing was. */
    Optional<Move> explain() {
        List<String> asked = QuestionAnswers.plainQuestions(context.newsText());
        List<String> parts = new ArrayList<>(grounds.answers(context.newsText()));
        if (parts.isEmpty() && isOnlyAsked(asked)) {
            parts.addAll(answers(asked));
            parts.add(
                    asksForSecrets()
                            ? phrases.fresh("noFigures")
                            : parts.isEmpty() && asksFacts() ? grounds.rule(context.newsText()) : "");
        }
        String warning = phrases.fresh("openStill");
        if (parts.stream().allMatch(String::isBlank) || warning.isEmpty() || context.isLastTurn()) {
            return Optional.empty();
        }
        parts.add(warning);
        return Optional.of(new Move.Say(
                reasons.why("I explain what I decide by."), Acknowledgements.joined(parts), List.of(), false));
    }

    /** Whether the last message asks and says nothing. */
    private boolean isOnlyAsked(List<String> asked) {
        return !asked.isEmpty()
                && Sentences.of(context.newsText()).size() == asked.size()
                && asked.stream().anyMatch(question -> Terms.of(question).keys().size() > 0);
    }

    /** Whether something other than the decision's rules is asked. */
    private boolean asksFacts() {
        return QuestionAnswers.plainQuestions(context.newsText()).stream()
                .anyMatch(question -> !DecisionGrounds.isAskedIn(question));
    }

    /** Whether something is asked that the knowledge has and that is not told. */
    private boolean asksForSecrets() {
        Terms asked = Terms.all(QuestionAnswers.plainQuestions(context.newsText()).stream()
                .filter(question -> !DecisionGrounds.isAskedIn(question))
                .map(Terms::of)
                .toList());
        return context.evidence().knowledge().leaves().stream()
                .anyMatch(leaf -> leaf.policy() != DisclosureRules.Policy.FREE
                        && Terms.of(String.join(" ", leaf.names())).shared(asked) > 0
                        && answers(QuestionAnswers.plainQuestions(context.newsText()))
                                .isEmpty());
    }

    List<String> answers(List<String> questions) {
        List<String> lines = new ArrayList<>();
        QuestionAnswers answers = new QuestionAnswers(context);
        for (String question : questions) {
            if (DecisionGrounds.isAskedIn(question)) {
                continue;
            }
            answers.toPlain(question, 2)
                    .filter(facts -> !QuestionAnswers.isEcho(facts, question))
                    .map(facts -> phrases.fresh("answer", phrases.stopped(facts)))
                    .filter(line -> !line.isBlank() && !phrases.wasSaid(line) && !lines.contains(line))
                    .ifPresent(lines::add);
        }
        return lines;
    }
}
