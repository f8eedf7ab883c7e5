package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.fhir.chitchat.rehearsal.criteria.Acknowledgements;
import me.fhir.chitchat.rehearsal.criteria.AnsweredPoints;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.criteria.PointQuestion;
import me.fhir.chitchat.rehearsal.criteria.PointText;
import me.fhir.chitchat.rehearsal.criteria.PointTitle;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules;
import me.fhir.chitchat.rehearsal.knowledge.MessageKind;
import me.fhir.chitchat.rehearsal.knowledge.Move;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Asks for what a decision still needs. */
final class DecisionQuestions {
    private static final int ASKED_AT_MOST = 2;
    private static final Pattern AMOUNT = Pattern.compile(" \\(\\p{Lu}{3}\\)$");

    private final StepContext context;
    private final Phrases phrases;
    private final Assessment assessment;
    private final DecisionReasons reasons;
    private final DecisionGrounds grounds;
    private final PointText text;
    private final PointTitle title;
    private final PointQuestion question;
    private final AnsweredPoints answered;

    DecisionQuestions(StepContext context, Assessment assessment) {
        this.context = context;
        this.phrases = context.phrases();
        this.assessment = assessment;
        this.reasons = new DecisionReasons(context, assessment);
        this.grounds = new DecisionGrounds(context, assessment);
        this.text = new PointText(phrases);
        this.title = new PointTitle(phrases);
        this.question = new PointQuestion(phrases);
        this.answered = new AnsweredPoints(context);
    }

    /** Titles of what may still be asked for; a detail that a point asks for as well is named once. */
    List<String> open() {
        Set<String> open = new LinkedHashSet<>();
        List<AssessedCriterion> unknown = assessment.with(PointState.UNKNOWN).stream()
                .filter(point -> timesAsked(point) < ASKED_AT_MOST && !answered.isExhausted(point.criterion()))
                .toList();
        if (unknown.size() > 2
                && assessment.isSettledBy(context.news())
                && unknown.stream().allMatch(point -> timesAsked(point) > 0)) {
            // Who answers bit by bit is asked again for one point at a time, and so is heard to the end.
            unknown = unknown.subList(0, 1);
        }
        boolean figures = unknown.stream().filter(this::lacksFigure).count() > 1;
        unknown.forEach(point -> open.add(entry(point, figures)));
        for (String name : assessment.missing()) {
            String label = TextFormat.label(name);
            Terms words = Terms.of(label.replaceFirst(" \\(\\p{Lu}{3}\\)$", ""));
            boolean asked = open.stream().anyMatch(title -> words.coveredBy(Terms.of(title)) == 1)
                    || assessment.with(PointState.UNKNOWN).stream()
                            .anyMatch(point ->
                                    words.coveredBy(Terms.of(point.criterion().title())) == 1);
            // What is paid out is the decider's to say, until only that is missing.
            boolean amount = AMOUNT.matcher(label).find() && !open.isEmpty();
            if (!asked && !amount) {
                given(label).ifPresent(open::add);
            }
        }
        return List.copyOf(open);
    }

    private int timesAsked(AssessedCriterion point) {
        Set<String> forms = new LinkedHashSet<>(List.of(
                question.of(point.criterion()),
                question.again(point.criterion()),
                question.briefly(point.criterion())));
        return phrases.timesAskedWhich(title.brief(point.criterion()))
                + forms.stream().mapToInt(phrases::timesAsked).sum();
    }

    /** Whether the same words would ask for the figure of this point once more. */
    private boolean lacksFigure(AssessedCriterion point) {
        return timesAsked(point) > 0
                && !point.isContradicted()
                && !question.briefly(point.criterion()).equals(question.again(point.criterion()));
    }

    /** @param several whether more than one figure is lacking, which is then said above them */
    private String entry(AssessedCriterion point, boolean several) {
        Criterion criterion = point.criterion();
        if (point.isContradicted() && phrases.timesAskedWhich(title.brief(criterion)) == 0) {
            return question.which(point);
        }
        return timesAsked(point) == 0
                ? question.of(criterion)
                : several && lacksFigure(point) ? question.briefly(criterion) : question.again(criterion);
    }

    /** Asks for an argument, the second time in other words; empty when it was asked for often enough. */
    private Optional<String> given(String label) {
        String first = phrases.always("ask.given", label);
        String again = phrases.always("ask.givenAgain", label);
        int times = Stream.of(first.isBlank() ? label : first, again)
                .filter(asked -> !asked.isBlank())
                .mapToInt(phrases::timesAsked)
                .sum();
        if (times >= ASKED_AT_MOST) {
            return Optional.empty();
        }
        String entry = times == 0 ? first : again;
        return Optional.of(entry.isBlank() ? label : entry);
    }

    /** Whether a question stood in an earlier message, perhaps in more words. */
    boolean wasAsked(String entry) {
        return phrases.timesAsked(entry) > 0
                || assessment.with(PointState.UNKNOWN).stream()
                        .anyMatch(point -> asksFor(entry, point) && timesAsked(point) > 0);
    }

    Move ask(List<String> open) {
        List<String> parts = new ArrayList<>();
        String reaction = Acknowledgements.to(context);
        parts.add(reaction.isEmpty() ? Acknowledgements.received(context) : reaction);
        MessageKind kind = context.news().isEmpty() ? MessageKind.CONTENT : context.kind();
        if (kind == MessageKind.CONTENT || kind == MessageKind.HOSTILE) {
            boolean whole = context.sent() == 0
                    && assessment.points().stream()
                            .filter(point -> !point.is(PointState.UNKNOWN))
                            .allMatch(point -> point.criterion().constraints().stream()
                                    .anyMatch(Criterion.Standing.class::isInstance));
            // The list of all the conditions answers itself what is decided by.
            parts.addAll(whole ? List.of() : grounds.answers(context.newsText()));
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
        if (!open.isEmpty()
                && asksWhatToSend()
                && !assessment.points().stream()
                        .map(AssessedCriterion::criterion)
                        .anyMatch(PointQuestion::wantsPaper)) {
            parts.add(phrases.fresh("statements"));
        }
        List<AssessedCriterion> met = assessment.points().stream()
                .filter(point -> point.is(PointState.MET) && point.isReceived())
                .toList();
        boolean settled = false;
        if (!met.isEmpty()) {
            String lines = met.stream()
                    .map(point -> phrases.stopped(text.sentence(point, Optional.empty())))
                    .filter(line -> !phrases.wasSaid(line))
                    .distinct()
                    .map(line -> "\n- " + line)
                    .collect(Collectors.joining());
            settled = !lines.isEmpty();
            String lead = lines.isEmpty() ? "" : phrases.fresh("documented");
            parts.add(lead.isEmpty() ? "" : lead + lines);
        }
        boolean files = context.news().stream()
                .anyMatch(message -> !message.attachments().isEmpty());
        boolean unclear = assessment.points().stream().anyMatch(AssessedCriterion::isContradicted);
        if (context.sent() > 0 && reaction.isEmpty() && !parts.get(0).isBlank() && !files && !settled && !unclear) {
            // Thanks for information would be out of place where none of it answers anything.
            parts.set(0, phrases.fresh("received.nothing"));
        }
        boolean known = context.sent() > 0
                && isOnlyAsked(QuestionAnswers.plainQuestions(context.newsText()))
                && !parts.stream().allMatch(String::isBlank)
                && open.stream().allMatch(this::wasAsked);
        String above = known ? phrases.fresh("asAbove") : "";
        parts.add(above.isEmpty() ? list(open) : above);
        return new Move.Say(reasons.why("I ask for what is open."), Acknowledgements.joined(parts), List.of(), false);
    }

    /** Whether it is asked what is to be handed in. */
    private boolean asksWhatToSend() {
        return QuestionAnswers.plainQuestions(context.newsText()).stream()
                .anyMatch(asked -> Lexicon.list("documentsQuestion").isIn(Lexicon.normal(asked)));
    }

    private boolean asksFor(String entry, AssessedCriterion point) {
        return entry.equals(question.of(point.criterion()))
                || entry.equals(question.again(point.criterion()))
                || entry.equals(question.briefly(point.criterion()))
                || asksWhich(entry, point);
    }

    private boolean asksWhich(String entry, AssessedCriterion point) {
        return point.isContradicted() && entry.equals(question.which(point));
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
        boolean points = unknown.stream().anyMatch(point -> open.stream().anyMatch(entry -> asksFor(entry, point)));
        boolean unclear = open.size() == 1 && unknown.stream().anyMatch(point -> asksWhich(open.get(0), point));
        String lead = unclear ? phrases.fresh("contradictory") : "";
        String phrase = points ? (open.size() == 1 ? "askOne" : "ask") : "askData";
        String still = points && context.sent() > 0 ? phrases.fresh(phrase + "Open") : "";
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
