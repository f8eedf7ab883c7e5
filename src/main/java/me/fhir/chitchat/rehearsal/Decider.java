package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import me.fhir.chitchat.agent.planner.PlannerStep.ToolUse;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.rehearsal.Point.Remark;
import me.fhir.chitchat.rehearsal.Point.State;

/** An agent that decides: it looks at its points, asks for what is open, and ends by what the evidence says. */
final class Decider {
    private static final int ASKED_AT_MOST = 2;
    private static final Pattern RECORDS = Pattern.compile("\"type\"\\s*:\\s*\"array\"");

    private final Situation situation;
    private final Phrases phrases;
    private final Verdict verdict;
    private final Reading reading;
    private final Orders orders;

    private Decider(Situation situation) {
        this.situation = situation;
        this.phrases = situation.phrases();
        this.verdict = Verdict.of(situation);
        this.orders = Orders.of(situation);
        this.reading = situation.news().isEmpty() ? Reading.CONTENT : situation.reading();
    }

    static Move next(Situation situation) {
        return new Decider(situation).move();
    }

    private Move move() {
        if (orders.deny()) {
            return end("failure", phrases.always("ordered"));
        }
        if (orders.approve()
                && verdict.missing().isEmpty()
                && verdict.positive().isPresent()) {
            return end("success", phrases.always("ordered"));
        }
        if (reading == Reading.WITHDRAWAL) {
            return end("neutral", phrases.always("withdrawn"));
        }
        Optional<Lookup.Call> call = Lookup.next(situation, topics(), true);
        if (call.isPresent() && !situation.isLastTurn()) {
            return Move.use(
                    "Before I decide I look this up.",
                    call.get().tool(),
                    call.get().arguments());
        }
        boolean foreignNews = situation.news().stream()
                .anyMatch(m -> situation.evidence().foreign().contains(m.seq()));
        if (verdict.isPositive() && reading.allowsPositive() && !foreignNews) {
            return end("success", "");
        }
        if (verdict.isNegative()) {
            return end("failure", "");
        }
        if (verdict.positive().isEmpty() && situation.decision("neutral").isPresent()) {
            return neutralOnly();
        }
        if (nothingOnFile() && verdict.with(State.UNKNOWN).isEmpty()) {
            return end("failure", phrases.always("onFile"));
        }
        List<String> open = open();
        boolean declined = reading == Reading.REFUSAL
                && situation.sent() > 0
                && open.stream().anyMatch(title -> phrases.timesSaid(title) > 0);
        if (open.isEmpty() || situation.isLastTurn() || declined) {
            return giveUp(declined ? phrases.always("declined") : "");
        }
        return ask(open);
    }

    private List<String> topics() {
        List<String> topics = new ArrayList<>(Verdict.titles(verdict.points()));
        topics.addAll(Answers.questions(situation.newsText()));
        return topics;
    }

    /** Titles of what may still be asked for. */
    private List<String> open() {
        List<String> open = new ArrayList<>();
        for (Point point : verdict.with(State.UNKNOWN)) {
            if (phrases.timesSaid(point.criterion().title()) < ASKED_AT_MOST) {
                open.add(point.criterion().title());
            }
        }
        for (String name : verdict.missing()) {
            if (phrases.timesSaid(Words.label(name)) < ASKED_AT_MOST) {
                open.add(Words.label(name));
            }
        }
        return open;
    }

    /** Nothing more to ask: negative when points are open, undecided when only details of the document are. */
    private Move giveUp(String reason) {
        boolean onlyDetails = verdict.with(State.UNKNOWN).isEmpty() && !nothingOnFile();
        if (onlyDetails && situation.decision("neutral").isEmpty() && reason.isEmpty() && verdict.isReceived()) {
            String text = Reactions.joined(List.of(
                    phrases.fresh("greeting"),
                    sentences(State.MET),
                    phrases.always("missingData", names(verdict.missing())),
                    phrases.fresh("closeOpen")));
            return new Move.Say(why("I cannot fill in the decision and sign nothing."), text, List.of(), true);
        }
        return end(onlyDetails ? "neutral" : "failure", reason);
    }

    private static String names(List<String> missing) {
        return String.join(", ", missing.stream().map(Words::label).toList());
    }

    /** Whether the decision hands out a record that the own knowledge does not have. */
    private boolean nothingOnFile() {
        String nothing = ToolAnswer.nothing(phrases);
        List<ToolUse> found = situation.step().toolUses().stream()
                .filter(use -> !use.failed()
                        && situation.lookups().stream()
                                .anyMatch(tool -> tool.name().equals(use.name())))
                .toList();
        boolean asked = situation.step().messages().stream()
                .filter(message -> !situation.isOwn(message))
                .anyMatch(message -> !Answers.questions(message.text()).isEmpty());
        boolean empty = situation.evidence().knowledge().leaves().isEmpty();
        boolean record = verdict.positive()
                .filter(tool -> RECORDS.matcher(tool.inputSchema()).find())
                .isPresent();
        return !verdict.missing().isEmpty()
                && asked
                && record
                && (empty
                        || (!found.isEmpty()
                                && found.stream().allMatch(use -> use.result().contains(nothing))));
    }

    private Move neutralOnly() {
        boolean answered = situation.sent() > 0 && !situation.step().messages().isEmpty();
        List<String> questions = Answers.questions(situation.newsText());
        if (!answered && !questions.isEmpty() && !situation.isLastTurn()) {
            List<String> parts = new ArrayList<>();
            parts.add(phrases.fresh("greeting"));
            List<String> told = answers(questions);
            parts.addAll(told.isEmpty() ? Findings.of(situation) : told);
            List<String> files = situation.step().turn().unsent();
            parts.add(files.isEmpty() ? "" : phrases.fresh("attached", String.join(", ", files)));
            parts.add(phrases.fresh("complete"));
            return new Move.Say(
                    why("I answer before I close."),
                    Reactions.joined(parts),
                    situation.step().turn().unsent(),
                    false);
        }
        return end("neutral", "");
    }

    private List<String> answers(List<String> questions) {
        List<String> told = new ArrayList<>();
        Answers answers = new Answers(situation);
        for (String question : questions) {
            answers.to(question, 2)
                    .map(facts -> phrases.fresh("answer", Words.sentence(facts)))
                    .filter(line -> !line.isBlank() && !phrases.wasSaid(line) && !told.contains(line))
                    .ifPresent(told::add);
        }
        return told;
    }

    private Move ask(List<String> open) {
        List<String> parts = new ArrayList<>();
        String reaction = Reactions.to(situation);
        parts.add(reaction.isEmpty() ? phrases.fresh("greeting") : reaction);
        if (reading == Reading.CONTENT || reading == Reading.HOSTILE) {
            parts.addAll(answers(Answers.plainQuestions(situation.newsText())));
        }
        List<Point> met = verdict.points().stream()
                .filter(point -> point.is(State.MET) && point.isReceived())
                .toList();
        if (!met.isEmpty()) {
            parts.add(phrases.fresh("documented") + "\n- "
                    + String.join("\n- ", met.stream().map(this::pointLine).toList()));
        }
        for (Point point : verdict.with(State.UNKNOWN)) {
            if (point.remark() == Remark.CONTRADICTORY) {
                parts.add(phrases.fresh("contradictory", point.criterion().title()));
            }
        }
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < open.size(); i++) {
            list.append('\n').append(i + 1).append(". ").append(open.get(i));
        }
        boolean points = verdict.with(State.UNKNOWN).stream()
                .anyMatch(point -> open.contains(point.criterion().title()));
        String phrase = points ? (open.size() == 1 ? "askOne" : "ask") : "askData";
        parts.add(phrases.fresh(phrase) + list);
        return new Move.Say(why("I ask for what is open."), Reactions.joined(parts), List.of(), false);
    }

    private String pointLine(Point point) {
        Statement evidence = point.evidence();
        return evidence == null
                ? point.criterion().title()
                : point.criterion().title() + " – " + Words.cut(Words.withoutStop(evidence.quote()), 140);
    }

    private String why(String what) {
        StringBuilder lines = new StringBuilder(what);
        verdict.points().forEach(point -> lines.append("\n- ").append(point.line()));
        if (!verdict.missing().isEmpty()) {
            lines.append("\n- not given: ").append(names(verdict.missing()));
        }
        return lines.toString();
    }

    /** Uses the tool of that outcome, or the next best; without one that can be filled the talk is just closed. */
    private Move end(String wanted, String reason) {
        List<String> order = wanted.equals("success")
                ? List.of("success")
                : wanted.equals("neutral") ? List.of("neutral", "failure") : List.of("failure", "neutral");
        String grounds = grounds(wanted, reason);
        for (String status : order) {
            for (RoleTool tool : situation.decisions()) {
                if (status.equals(tool.endStatus()) && !situation.failedNow(tool)) {
                    List<String> notMet = new ArrayList<>(Verdict.titles(verdict.with(State.NOT_MET)));
                    notMet.addAll(Verdict.titles(verdict.with(State.UNKNOWN)));
                    if (notMet.isEmpty()) {
                        notMet.add(reason.isBlank() ? grounds : reason);
                    }
                    ValueFinder.Grounds texts = new ValueFinder.Grounds(
                            grounds, notMet, Verdict.titles(verdict.with(State.MET)), "", situation.people());
                    Arguments.Filled filled = Arguments.of(tool, new ValueFinder(situation.evidence(), texts, false));
                    if (filled.isComplete()) {
                        return Move.use(why("I decide: " + tool.name() + ". " + reason), tool, filled.json());
                    }
                }
            }
        }
        String text = Reactions.joined(List.of(phrases.fresh("greeting"), grounds, phrases.fresh("close")));
        return new Move.Say(why("No tool of mine can be used with what is known."), text, List.of(), true);
    }

    /** The reasons in sentences. */
    private String grounds(String wanted, String reason) {
        List<String> parts = new ArrayList<>();
        parts.add(reason);
        if (wanted.equals("success")) {
            parts.add(sentences(State.MET));
        } else if (reason.isEmpty() || verdict.isNegative()) {
            parts.add(sentences(State.NOT_MET));
            parts.add(sentences(State.UNKNOWN));
            if (verdict.with(State.NOT_MET).isEmpty()
                    && verdict.with(State.UNKNOWN).isEmpty()
                    && !verdict.missing().isEmpty()) {
                parts.add(
                        nothingOnFile()
                                ? phrases.always("onFile")
                                : phrases.always("missingData", names(verdict.missing())));
            }
        }
        String joined = String.join(
                " ",
                parts.stream()
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList());
        return joined.isBlank() ? situation.role().plot().title() : joined;
    }

    private String sentences(State state) {
        List<Point> points = verdict.with(state);
        if (points.isEmpty()) {
            return "";
        }
        String phrase = state == State.MET ? "because" : state == State.NOT_MET ? "notMet" : "notDocumented";
        return phrases.always(
                phrase, String.join("; ", points.stream().map(this::withSource).toList()));
    }

    private String withSource(Point point) {
        Statement evidence = point.evidence();
        if (evidence == null || evidence.quote().equals(point.criterion().title())) {
            return point.criterion().title();
        }
        return point.criterion().title() + " – " + Words.cut(Words.withoutStop(evidence.quote()), 120)
                + place(evidence.source());
    }

    private String place(Source source) {
        if (!source.received() || !phrases.hasWords()) {
            return "";
        }
        return " "
                + phrases.always(
                        "source",
                        source.place().isEmpty() ? phrases.always("message") + " #" + source.seq() : source.place());
    }

    /** The last message after a decision. */
    static Move close(Situation situation, RoleTool decision) {
        Decider decider = new Decider(situation);
        Phrases phrases = situation.phrases();
        String status = String.valueOf(decision.endStatus());
        String grounds = decider.closingGrounds(status);
        String known = List.of("success", "failure", "neutral").contains(status) ? status : "neutral";
        String text = Reactions.joined(List.of(
                phrases.fresh("greeting"),
                (phrases.fresh(known) + " " + grounds).strip(),
                (phrases.fresh("letter") + " " + phrases.fresh("close")).strip()));
        return new Move.Say("I explain the decision and close.", text, List.of(), true);
    }

    private String closingGrounds(String status) {
        String reason = nothingOnFile()
                        && status.equals("failure")
                        && verdict.with(State.UNKNOWN).isEmpty()
                ? phrases.always("onFile")
                : "";
        if ((status.equals("failure") && orders.deny()) || (status.equals("success") && orders.approve())) {
            reason = phrases.always("ordered");
        } else if (reading == Reading.WITHDRAWAL) {
            reason = phrases.always("withdrawn");
        }
        String grounds = grounds(status, reason);
        return grounds.equals(situation.role().plot().title()) ? String.join(" ", Findings.of(situation)) : grounds;
    }
}
