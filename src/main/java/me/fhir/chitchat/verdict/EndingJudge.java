package me.fhir.chitchat.verdict;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.TurnRules;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.verdict.ConversationEnd.Cause;
import me.fhir.chitchat.verdict.ConversationEnd.FinalMessage;

/** Finds out how a conversation ended, whether that was legitimate, and who is answerable when not. For one thread. */
final class EndingJudge {

    private final VerdictContext context;
    private final CheckProgress checks;
    private final TurnWatch turns;
    private final Map<String, Set<String>> decided = new HashMap<>();
    private final Set<String> toolUsers = new HashSet<>();
    private Optional<ConversationEnd> ended = Optional.empty();

    EndingJudge(VerdictContext context, CheckProgress checks, TurnWatch turns) {
        this.context = context;
        this.checks = checks;
        this.turns = turns;
    }

    Optional<ConversationEnd> ended() {
        return ended;
    }

    /** Takes the next event, which the checks have seen already, and the turns not yet. */
    void accept(LogEntry entry) {
        if (entry.isTrace("tool_call")) {
            String tool = String.valueOf(entry.payload().text("name"));
            toolUsers.add(entry.agentId());
            Map<String, String> terminal = context.terminalTools().getOrDefault(entry.agentId(), Map.of());
            if (terminal.containsKey(tool)) {
                decided.computeIfAbsent(entry.agentId(), unused -> new HashSet<>())
                        .add(terminal.get(tool));
            }
        }
        if (entry.isMessage() && entry.event().finality() == Finality.CONVERSATION) {
            ended = Optional.of(judge(entry));
        }
    }

    private ConversationEnd judge(LogEntry entry) {
        Json.Object outcome = entry.payload().object("outcome");
        Json.Object fields = outcome == null ? Json.Object.EMPTY : outcome;
        String status = fields.text("status") == null ? "completed" : String.valueOf(fields.text("status"));
        FinalMessage last = new FinalMessage(entry.agentId(), status, fields.text("reason"), entry.seq());
        boolean allowed = context.contract().endings().contains(status);
        Cause cause = cause(last);
        return switch (cause) {
            case AGENT -> byAgent(last);
            case AGENT_FAILURE -> byFailure(last, String.valueOf(fields.text("agentId")));
            case SILENCE -> bySilence(last);
            case TURN_LIMIT ->
                new ConversationEnd(last, cause, null, allowed, "The turn limit ended the conversation.");
            case STALL ->
                new ConversationEnd(
                        last, cause, null, allowed, "The conversation was ended because it made no progress.");
            case AGE ->
                new ConversationEnd(last, cause, null, allowed, "The conversation had been active for too long.");
            case PERSON -> new ConversationEnd(last, cause, null, allowed, "A person ended the conversation.");
        };
    }

    private Cause cause(FinalMessage last) {
        String reason = last.reason() == null ? "" : last.reason();
        if (context.agents().contains(last.by())) {
            return Cause.AGENT;
        }
        if (last.by().equals(TurnRules.ORCHESTRATOR)) {
            return Cause.TURN_LIMIT;
        }
        if (last.by().equals(TurnRules.WATCHDOG)) {
            return switch (reason) {
                case "stalled" -> Cause.STALL;
                case "max_age" -> Cause.AGE;
                default -> Cause.SILENCE;
            };
        }
        return reason.equals("agent_failed") ? Cause.AGENT_FAILURE : Cause.PERSON;
    }

    private ConversationEnd byAgent(FinalMessage last) {
        Optional<String> fault = fault(last.by(), last.status());
        String sentence = last.by() + " ended the conversation with \"" + last.status() + "\""
                + fault.map(why -> ", " + why + ".").orElse(".");
        return new ConversationEnd(last, Cause.AGENT, last.by(), fault.isEmpty(), sentence);
    }

    private static ConversationEnd byFailure(FinalMessage last, String failed) {
        return new ConversationEnd(
                last, Cause.AGENT_FAILURE, failed, false, failed + " had a technical problem and could not go on.");
    }

    private ConversationEnd bySilence(FinalMessage last) {
        String silent = turns.whoseTurn().orElse(null);
        String turn = silent == null ? "no agent has spoken yet" : "it was the turn of " + silent;
        String sentence = "The conversation was ended because nothing happened for too long; " + turn + ".";
        return new ConversationEnd(last, Cause.SILENCE, silent, false, sentence);
    }

    /** The fault of an agent's ending, as a part of a sentence. */
    private Optional<String> fault(String by, String status) {
        return wrongStatus(status).or(() -> early(by, status));
    }

    private Optional<String> wrongStatus(String status) {
        boolean open = !context.contract().written() && !context.hasTerminalTools() && status.equals("completed");
        return open || context.contract().endings().contains(status)
                ? Optional.empty()
                : Optional.of("which is none of its endings ("
                        + String.join(", ", context.contract().endings()) + ")");
    }

    private Optional<String> early(String by, String status) {
        List<String> missing = context.contract().established().stream()
                .filter(check -> !checks.holds(check))
                .filter(check -> !wasWithheld(check, by, status))
                .map(Check::title)
                .toList();
        if (!missing.isEmpty()) {
            return Optional.of("before this was on record: " + String.join("; ", missing));
        }
        return isDecided(by, status) ? Optional.empty() : Optional.of("without having used a tool that decides so");
    }

    /** Whether a tool decided so, where one has to. */
    private boolean isDecided(String by, String status) {
        Set<String> statuses = decided.getOrDefault(by, Set.of());
        if (!context.hasTerminalTools() || statuses.contains(status)) {
            return true;
        }
        // Who works with tools of its own may end without the scenario's, as far as a contract allows the outcome.
        boolean worksWithOurs =
                toolUsers.contains(by) && context.terminalTools().containsKey(by);
        return context.contract().written() && (!worksWithOurs || !statuses.isEmpty());
    }

    /**
     * Whether it was another agent's to put on record, and the one that ended the conversation had asked for all that it
     * must: then it may end without success.
     */
    private boolean wasWithheld(Check check, String by, String status) {
        List<Check> mustAsk = context.contract().party(by).mustAsk();
        String owner = check.candidates().by();
        return owner != null
                && !by.equals(owner)
                && !status.equals("success")
                && !mustAsk.isEmpty()
                && mustAsk.stream().allMatch(checks::holds);
    }

    /** The kind of fault that an illegitimate ending is. */
    FaultKind kind(ConversationEnd ending) {
        if (ending.cause() == ConversationEnd.Cause.SILENCE) {
            return FaultKind.SILENT;
        }
        return wrongStatus(ending.last().status()).isPresent() ? FaultKind.ENDING : FaultKind.ENDED_EARLY;
    }
}
