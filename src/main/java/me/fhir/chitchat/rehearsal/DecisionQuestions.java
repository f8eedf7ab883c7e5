package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import me.fhir.chitchat.rehearsal.criteria.Acknowledgements;
import me.fhir.chitchat.rehearsal.criteria.AnsweredPoints;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.Remark;
import me.fhir.chitchat.rehearsal.criteria.PointQuestion;
import me.fhir.chitchat.rehearsal.criteria.PointText;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules;
import me.fhir.chitchat.rehearsal.knowledge.MessageKind;
import me.fhir.chitchat.rehearsal.knowledge.Move;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Asks for what a decision still needs. */
final class DecisionQuestions {
    private static final int ASKED_AT_MOST = 2;
    private static final Pattern AMOUNT = Pattern.compile(" \\(\\p{Lu}{3}\\)$");
    private static final Pattern LONG_NUMBER = Pattern.compile("[\\p{IsLatin}\\d./-]*\\d{3}[\\p{IsLatin}\\d./-]*");

    private final StepContext context;
    private final Phrases phrases;
    private final Assessment assessment;
    private final DecisionReasons reasons;
    private final DecisionGrounds grounds;
    private final PointText text;
    private final PointQuestion question;
    private final AnsweredPoints answered;

    DecisionQuestions(StepContext context, Assessment assessment) {
        this.context = context;
        this.phrases = context.phrases();
        this.assessment = assessment;
        this.reasons = new DecisionReasons(context, assessment);
        this.grounds = new DecisionGrounds(context, assessment);
        this.text = new PointText(phrases);
        this.question = new PointQuestion(phrases);
        this.answered = new AnsweredPoints(context);
    }

    /** Titles of what may still be asked for; a detail that a point asks for as well is named once. */
    List<String> open() {
        Set<String> open = new LinkedHashSet<>();
        for (AssessedCriterion point : assessment.with(PointState.UNKNOWN)) {
            String whole = question.of(point.criterion());
            String brief = question.again(point.criterion());
            int asked = phrases.timesAsked(whole) + (brief.equals(whole) ? 0 : phrases.timesAsked(brief));
            String entry = asked == 0 ? whole : brief;
            if (asked < ASKED_AT_MOST && !answered.isExhausted(point.criterion())) {
                open.add(entry);
            }
        }
        for (String name : assessment.missing()) {
            String label = TextFormat.label(name);
            Terms words = Terms.of(label.replaceFirst(" \\(\\p{Lu}{3}\\)$", ""));
            boolean asked = open.stream().anyMatch(title -> words.coveredBy(Terms.of(title)) == 1)
                    || assessment.with(PointState.UNKNOWN).stream()
                            .anyMatch(point ->
                                    words.coveredBy(Terms.of(point.criterion().title())) == 1);
            // What is paid out is the decider's to say, until only that is missing.
            boolean amount = AMOUNT.matcher(label).find() && !open.isEmpty();
            String entry = phrases.always("ask.given", label);
            if (!asked && !amount && mayAsk(entry)) {
                open.add(entry.isBlank() ? label : entry);
            }
        }
        return List.copyOf(open);
    }

    private boolean mayAsk(String title) {
        return phrases.timesAsked(title) < ASKED_AT_MOST;
    }

    /** Whether a question stood in an earlier message, perhaps in more words. */
    boolean wasAsked(String entry) {
        return phrases.timesAsked(entry) > 0
                || assessment.with(PointState.UNKNOWN).stream()
                        .anyMatch(point -> question.again(point.criterion()).equals(entry)
                                && phrases.timesAsked(question.of(point.criterion())) > 0);
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
            parts.addAll(whole ? grounds.answersAbove(context.newsText()) : grounds.answers(context.newsText()));
            if (asksForSecrets()) {
                parts.add(phrases.fresh("noFigures"));
            }
            // "What do you need?" is answered by the list below.
            List<String> given = answers(QuestionAnswers.plainQuestions(context.newsText())).stream()
                    .filter(answer -> open.stream().noneMatch(answer::contains))
                    .toList();
            parts.addAll(given);
            if (given.isEmpty() && context.sent() > 0 && parts.stream().allMatch(String::isBlank) && asksFacts()) {
                parts.add(phrases.fresh("questionOpen"));
            }
        }
        List<AssessedCriterion> met = assessment.points().stream()
                .filter(point -> point.is(PointState.MET) && point.isReceived())
                .toList();
        if (!met.isEmpty()) {
            String lines = met.stream()
                    .map(point -> phrases.stopped(text.sentence(point, Optional.empty())))
                    .filter(line -> !phrases.wasSaid(line))
                    .distinct()
                    .map(line -> "\n- " + line)
                    .collect(Collectors.joining());
            String lead = lines.isEmpty() ? "" : phrases.fresh("documented");
            parts.add(lead.isEmpty() ? "" : lead + lines);
        }
        for (AssessedCriterion point : assessment.with(PointState.UNKNOWN)) {
            if (point.remark() == Remark.CONTRADICTORY) {
                parts.add(phrases.fresh("contradictory", text.contradiction(point)));
            }
        }
        boolean known = context.sent() > 0
                && isOnlyAsked(QuestionAnswers.plainQuestions(context.newsText()))
                && !parts.stream().allMatch(String::isBlank)
                && open.stream().allMatch(this::wasAsked);
        String above = known ? phrases.fresh("asAbove") : "";
        parts.add(above.isEmpty() ? list(open) : above);
        return new Move.Say(reasons.why("I ask for what is open."), Acknowledgements.joined(parts), List.of(), false);
    }

    private boolean asksFor(String entry, Criterion criterion) {
        return entry.equals(question.of(criterion)) || entry.equals(question.again(criterion));
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
        boolean points = assessment.with(PointState.UNKNOWN).stream()
                .anyMatch(point -> open.stream().anyMatch(entry -> asksFor(entry, point.criterion())));
        String phrase = points ? (open.size() == 1 ? "askOne" : "ask") : "askData";
        return phrases.fresh(phrase) + list;
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
                            : parts.isEmpty() && asksFacts() ? phrases.fresh("questionOpen") : "");
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

    /** Whether an answer only repeats a number of the question. */
    private static boolean isEcho(String answer, String question) {
        return LONG_NUMBER.matcher(answer).results().map(MatchResult::group).allMatch(question::contains)
                && LONG_NUMBER.matcher(answer).find();
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
                    .filter(facts -> !isEcho(facts, question))
                    .map(facts -> phrases.fresh("answer", phrases.stopped(facts)))
                    .filter(line -> !line.isBlank() && !phrases.wasSaid(line) && !lines.contains(line))
                    .ifPresent(lines::add);
        }
        return lines;
    }
}
