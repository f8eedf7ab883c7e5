package me.fhir.chitchat.verdict;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/** Finds out how a conversation ended, whether that was legitimate, and who is answerable when not. For one thread. */
final class EndingJudge {
    private static final String WATCHDOG = "system-watchdog";
    private static final String ORCHESTRATOR = "system-orchestrator";

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
        String by = entry.agentId();
        boolean allowed = context.contract().endings().contains(status);
        if (context.agents().contains(by)) {
            Optional<String> fault = fault(by, status);
            String sentence = by + " ended the conversation with \"" + status + "\""
                    + fault.map(why -> ", " + why + ".").orElse(".");
            return ended(entry, status, ConversationEnd.Cause.AGENT, by, fault.isEmpty(), sentence);
        }
        if (by.equals(ORCHESTRATOR)) {
            return ended(
                    entry,
                    status,
                    ConversationEnd.Cause.TURN_LIMIT,
                    null,
                    allowed,
                    "The turn limit ended the conversation.");
        }
        if (by.equals(WATCHDOG) && "stalled".equals(fields.text("reason"))) {
            return ended(
                    entry,
                    status,
                    ConversationEnd.Cause.STALL,
                    null,
                    allowed,
                    "The conversation was ended because it made no progress.");
        }
        if (by.equals(WATCHDOG) && !"max_age".equals(fields.text("reason"))) {
            String silent = turns.whoseTurn().orElse(null);
            String who = silent == null ? "nobody began" : "it was the turn of " + silent;
            return ended(
                    entry,
                    status,
                    ConversationEnd.Cause.SILENCE,
                    silent,
                    false,
                    "The conversation was ended because nothing happened for too long; " + who + ".");
        }
        if ("agent_failed".equals(fields.text("reason"))) {
            String failed = String.valueOf(fields.text("agentId"));
            return ended(
                    entry,
                    status,
                    ConversationEnd.Cause.AGENT_FAILURE,
                    failed,
                    false,
                    failed + " had a technical problem and could not go on.");
        }
        return by.equals(WATCHDOG)
                ? ended(
                        entry,
                        status,
                        ConversationEnd.Cause.AGE,
                        null,
                        allowed,
                        "The conversation had been active for too long.")
                : ended(entry, status, ConversationEnd.Cause.PERSON, null, allowed, "A person ended the conversation.");
    }

    /** What is wrong with an agent's ending, as a part of a sentence. */
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

    private static ConversationEnd ended(
            LogEntry entry,
            String status,
            ConversationEnd.Cause cause,
            @Nullable String answerable,
            boolean legitimate,
            String sentence) {
        Json.Object outcome = entry.payload().object("outcome");
        return new ConversationEnd(
                new ConversationEnd.FinalMessage(
                        entry.agentId(), status, outcome == null ? null : outcome.text("reason"), entry.seq()),
                cause,
                answerable,
                legitimate,
                sentence);
    }
}
