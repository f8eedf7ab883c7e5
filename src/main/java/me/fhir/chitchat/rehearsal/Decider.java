package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.rehearsal.arguments.Arguments;
import me.fhir.chitchat.rehearsal.arguments.DecisionTexts;
import me.fhir.chitchat.rehearsal.arguments.ValueFinder;
import me.fhir.chitchat.rehearsal.criteria.Acknowledgements;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.knowledge.MessageKind;
import me.fhir.chitchat.rehearsal.knowledge.Move;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.DocumentTitles;
import me.fhir.chitchat.rehearsal.language.Phrases;

/** An agent that decides: it looks at its points, asks for what is open, and ends by what the evidence says. */
final class Decider {
    private final StepContext context;
    private final Phrases phrases;
    private final Assessment assessment;
    private final DecisionReasons reasons;
    private final OpenPoints points;
    private final DecisionQuestions questions;
    private final MessageKind kind;
    private final DecisionOverride override;

    private Decider(StepContext context) {
        this.context = context;
        this.phrases = context.phrases();
        this.assessment = Assessment.of(context);
        this.reasons = new DecisionReasons(context, assessment);
        this.points = new OpenPoints(context, assessment);
        this.questions = new DecisionQuestions(context, assessment, points);
        this.override = DecisionOverride.of(context);
        this.kind = context.news().isEmpty() ? MessageKind.CONTENT : context.kind();
    }

    static Move next(StepContext context) {
        return new Decider(context).move();
    }

    private Move move() {
        return ordered().or(this::lookUp).or(this::decided).orElseGet(this::inquire);
    }

    /** What the author or the others have settled, whatever the evidence says. */
    private Optional<Move> ordered() {
        if (override.deny()) {
            return Optional.of(end("failure", phrases.always("ordered")));
        }
        if (override.approve()
                && assessment.missing().isEmpty()
                && assessment.positive().isPresent()) {
            return Optional.of(end("success", phrases.always("ordered")));
        }
        return kind == MessageKind.WITHDRAWAL
                ? Optional.of(end("neutral", phrases.always("withdrawn")))
                : Optional.empty();
    }

    private Optional<Move> lookUp() {
        Optional<Lookup.LookupCall> call = Lookup.next(context, topics(), true);
        return call.filter(one -> !context.isLastTurn())
                .map(one -> Move.use("Before I decide I look this up.", one.tool(), one.arguments()));
    }

    /** The decision, when the evidence is enough for one. */
    private Optional<Move> decided() {
        Optional<Move> due = assessment
                .due()
                .filter(one -> !context.failedNow(one.tool()))
                .flatMap(one -> use(one.tool(), reasons.due(one), reasons.due(one)));
        if (due.isPresent()) {
            return due;
        }
        if (assessment.isPositive() && isBelieved()) {
            return Optional.of(end("success", ""));
        }
        if (assessment.isNegative()) {
            return Optional.of(end("failure", ""));
        }
        if (assessment.isWithoutRules()) {
            return Optional.of(end("neutral", phrases.always("noRules")));
        }
        if (assessment.positive().isEmpty() && context.decision("neutral").isPresent()) {
            return Optional.of(neutralOnly());
        }
        return assessment.isNothingOnFile()
                        && assessment.with(PointState.UNKNOWN).isEmpty()
                ? Optional.of(end("failure", phrases.always("onFile")))
                : Optional.empty();
    }

    /** Whether the last messages leave room for a positive decision. */
    private boolean isBelieved() {
        boolean foreignNews = context.news().stream()
                .anyMatch(message -> context.evidence().foreign().contains(message.seq()));
        return (kind.allowsPositive() && !foreignNews) || isSettledBefore();
    }

    /** Asks for what is open, explains what is decided by, or gives up. */
    private Move inquire() {
        List<String> open = points.entries();
        // Who will not tell something is first told what that means.
        boolean warned = phrases.fresh("refusal").isEmpty();
        boolean declined = kind == MessageKind.REFUSAL
                && warned
                && context.sent() > 0
                && open.stream().anyMatch(points::wasAsked);
        Optional<Move> explained = open.isEmpty() ? questions.explain() : Optional.empty();
        if (explained.isPresent()) {
            return explained.get();
        }
        if (open.isEmpty() || context.isLastTurn() || declined) {
            return giveUp(declined ? phrases.always("declined") : "");
        }
        return questions.ask(open);
    }

    /** Whether the evidence had all been there before the last messages of the others, which then change nothing. */
    private boolean isSettledBefore() {
        long first = context.news().isEmpty()
                ? Long.MAX_VALUE
                : context.news().get(0).seq();
        return context.sent() > 0
                && assessment.points().stream().anyMatch(AssessedCriterion::isReceived)
                && assessment.points().stream().allMatch(point -> point.isFromBefore(first));
    }

    private List<String> topics() {
        List<String> topics = new ArrayList<>(Assessment.titles(assessment.points()));
        topics.addAll(QuestionAnswers.questions(context.newsText()));
        return topics;
    }

    /** Nothing more to ask: negative when points are open, undecided when only details of the document are. */
    private Move giveUp(String reason) {
        boolean onlyDetails = assessment.with(PointState.UNKNOWN).isEmpty() && !assessment.isNothingOnFile();
        if (onlyDetails && context.decision("neutral").isEmpty() && reason.isEmpty() && assessment.isReceived()) {
            String text = Acknowledgements.joined(List.of(
                    reasons.met(),
                    assessment.missing().isEmpty()
                            ? ""
                            : phrases.always("missingData", DecisionReasons.names(assessment.missing())),
                    phrases.fresh("closeOpen")));
            return new Move.Say(reasons.why("I cannot fill in the decision and sign nothing."), text, List.of(), true);
        }
        return end(onlyDetails ? "neutral" : "failure", reason);
    }

    private Move neutralOnly() {
        boolean answered = context.sent() > 0 && !context.step().messages().isEmpty();
        List<String> asked = QuestionAnswers.questions(context.newsText());
        if (!answered && !asked.isEmpty() && !context.isLastTurn()) {
            List<String> parts = new ArrayList<>();
            List<String> answers = questions.answers(asked);
            parts.addAll(answers.isEmpty() ? LookupSummaries.of(context) : answers);
            List<String> files = context.step().turn().unsent();
            parts.add(files.isEmpty() ? "" : phrases.fresh("attached", DocumentTitles.all(files, phrases)));
            parts.add(phrases.fresh("complete"));
            return new Move.Say(
                    reasons.why("I answer before I close."),
                    Acknowledgements.joined(parts),
                    context.step().turn().unsent(),
                    false);
        }
        return end("neutral", "");
    }

    /** Uses the tool of that outcome, or the next best; without a usable one the conversation is just closed. */
    private Move end(String wanted, String reason) {
        List<String> order = wanted.equals("success")
                ? List.of("success")
                : wanted.equals("neutral") ? List.of("neutral", "failure") : List.of("failure", "neutral");
        String grounds = reasons.grounds(wanted, reason);
        for (String status : order) {
            for (RoleTool tool : context.decisions()) {
                if (status.equals(tool.endStatus()) && !context.failedNow(tool)) {
                    Optional<Move> move = use(tool, grounds, reason);
                    if (move.isPresent()) {
                        return move.get();
                    }
                }
            }
        }
        String text = Acknowledgements.joined(List.of(reasons.spoken(wanted, reason), phrases.fresh("close")));
        return new Move.Say(reasons.why("No tool of mine can be used with what is known."), text, List.of(), true);
    }

    /** The call of a tool; empty when a required argument is not known. */
    private Optional<Move> use(RoleTool tool, String grounds, String reason) {
        List<String> notMet = new ArrayList<>(Assessment.titles(assessment.with(PointState.NOT_MET)));
        notMet.addAll(Assessment.titles(assessment.with(PointState.UNKNOWN)));
        if (notMet.isEmpty()) {
            notMet.add(reason.isBlank() ? grounds : reason);
        }
        DecisionTexts texts = new DecisionTexts(
                grounds,
                notMet,
                Assessment.titles(assessment.with(PointState.MET)),
                "",
                context.people(),
                assessment.settled());
        Arguments.Filled filled = Arguments.of(tool, new ValueFinder(context.evidence(), texts, false));
        return filled.isComplete()
                ? Optional.of(Move.use(reasons.why("I decide: " + tool.name() + ". " + reason), tool, filled.json()))
                : Optional.empty();
    }

    /** The last message after a decision. */
    static Move close(StepContext context, RoleTool decision) {
        Decider decider = new Decider(context);
        Phrases phrases = context.phrases();
        String status = String.valueOf(decision.endStatus());
        String grounds = decider.assessment
                .due()
                .filter(due -> due.tool().name().equals(decision.name()))
                .map(decider.reasons::spoken)
                .orElseGet(() -> decider.closingGrounds(status));
        boolean withdrawn = decider.kind == MessageKind.WITHDRAWAL && !status.equals("success");
        String closed = withdrawn ? phrases.always("decision.withdrawn") : "";
        String decided = closed.isEmpty()
                ? new DecisionSentence(phrases, decision, context.argumentsOf(decision), context.decisions())
                        .text(grounds)
                : closed;
        String text = Acknowledgements.joined(List.of(
                decided,
                closed.isEmpty() ? grounds : "",
                (closed.isEmpty() ? phrases.fresh("letter") + phrases.gap() + decider.ending(status) : "").strip()));
        return new Move.Say("I explain the decision and close.", text, List.of(), true);
    }

    /** The last words, by what happened. */
    private String ending(String status) {
        if (status.equals("success")) {
            return phrases.fresh("close.success");
        }
        boolean undocumented = status.equals("failure")
                && !override.deny()
                && assessment.with(PointState.NOT_MET).isEmpty()
                && assessment.with(PointState.UNKNOWN).stream().noneMatch(AssessedCriterion::isContradicted)
                && !assessment.with(PointState.UNKNOWN).isEmpty();
        return phrases.fresh(
                undocumented ? "close.undocumented" : status.equals("failure") ? "close.failure" : "close");
    }

    private String closingGrounds(String status) {
        String reason = assessment.isNothingOnFile()
                        && status.equals("failure")
                        && assessment.with(PointState.UNKNOWN).isEmpty()
                ? phrases.always("onFile")
                : "";
        if ((status.equals("failure") && override.deny()) || (status.equals("success") && override.approve())) {
            reason = phrases.always("ordered");
        } else if (kind == MessageKind.WITHDRAWAL) {
            reason = phrases.always("withdrawn");
        } else if (assessment.isWithoutRules()) {
            reason = phrases.always("noRules");
        }
        return reasons.spoken(status, reason);
    }
}
