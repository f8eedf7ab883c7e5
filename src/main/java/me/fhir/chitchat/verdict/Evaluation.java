package me.fhir.chitchat.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.verdict.Verdict.CheckResult;
import me.fhir.chitchat.verdict.Verdict.Judgement;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log from its first event on and judges it at any time. An event costs the same however long the log is. For
 * one thread.
 */
public final class Evaluation {
    private final VerdictContext context;
    private final CheckProgress checks;
    private final TurnWatch turns;
    private final EndingJudge ending;
    private final StallWatch stalls;
    private final DisclosureWatch disclosures;
    private final LimitWatch limits;
    private final WorkBudget budget = new WorkBudget();

    /**
     * The findings of one event.
     *
     * @param stall a stall that was not there before it, or null
     */
    public record Noticed(@Nullable Stall stall, List<Disclosure> disclosures) {}

    public Evaluation(VerdictContext context) {
        this.context = context;
        this.checks = new CheckProgress(context.contract().checks(), budget);
        this.turns = new TurnWatch(context.order(), context.meta().startingAgentId());
        this.ending = new EndingJudge(context, checks, turns);
        this.stalls = new StallWatch(context.contract().stall());
        this.disclosures = new DisclosureWatch(context.secrets(), budget);
        this.limits = new LimitWatch(context.contract().limits());
    }

    /** The verdict on a whole log, in the order of seq. */
    public static Verdict of(VerdictContext context, Iterable<LogEntry> log) {
        Evaluation evaluation = new Evaluation(context);
        log.forEach(evaluation::accept);
        return evaluation.verdict();
    }

    /** Takes the next event. */
    public Noticed accept(LogEntry entry) {
        limits.began(entry.event().ts());
        if (entry.event().entry() instanceof Entry.SystemNote) {
            return new Noticed(null, List.of());
        }
        checks.accept(entry);
        ending.accept(entry);
        if (!context.agents().contains(entry.agentId())) {
            return new Noticed(null, List.of());
        }
        turns.accept(entry);
        limits.accept(entry);
        boolean stalledBefore = stalls.stall() != null;
        stalls.accept(entry);
        return new Noticed(stalledBefore ? null : stalls.stall(), disclosures.accept(entry));
    }

    /** The verdict on the log so far; while the conversation goes on it is inconclusive. */
    public Verdict verdict() {
        ConversationEnd ended = ending.ended().orElse(null);
        List<Fault> faults = faults(ended);
        Map<String, Verdict.PartyResult> parties = new LinkedHashMap<>();
        for (String agent : context.agents()) {
            List<CheckResult> results = results(agent);
            parties.put(agent, new Verdict.PartyResult(result(agent, results, faults, ended), results));
        }
        return new Verdict(
                context.subject(),
                overall(ended, parties, faults),
                ended,
                parties,
                new Verdict.Noted(stalls.stall(), disclosures.found(), faults));
    }

    private List<Fault> faults(@Nullable ConversationEnd ended) {
        List<Fault> faults = new ArrayList<>(limits.faults());
        for (Disclosure disclosure : disclosures.found()) {
            if (disclosure.isFault()) {
                faults.add(new Fault(
                        disclosure.mark().owner(), FaultKind.DISCLOSURE, disclosure.seq(), disclosure.sentence()));
            }
        }
        Stall stall = stalls.stall();
        if (stall != null) {
            stall.agents()
                    .forEach(agent -> faults.add(new Fault(agent, FaultKind.STALL, stall.to(), stall.sentence())));
        }
        for (String agent : context.agents()) {
            forbidden(agent, faults);
            // What was not looked at may have been asked.
            boolean decided = ended != null && !ended.cause().isInconclusive() && !budget.isExhausted();
            if (ended != null && decided && !isCutShort(agent, ended)) {
                notAsked(agent, ended, faults);
            }
        }
        String answerable = ended == null ? null : ended.answerable();
        if (ended != null
                && answerable != null
                && !ended.legitimate()
                && !ended.cause().isInconclusive()) {
            faults.add(new Fault(answerable, ending.kind(ended), ended.last().seq(), ended.sentence()));
        }
        return faults;
    }

    private void forbidden(String agent, List<Fault> faults) {
        for (Check check : context.contract().party(agent).forbidden()) {
            if (checks.holds(check)) {
                List<Long> seqs = checks.seqs(check);
                long seq = seqs.isEmpty() ? 0 : seqs.get(0);
                faults.add(new Fault(
                        agent, FaultKind.FORBIDDEN, seq, agent + " did what it must not: " + check.title() + "."));
            }
        }
    }

    /** Whether another agent broke the conversation off before this one could do all that it must. */
    private static boolean isCutShort(String agent, ConversationEnd ended) {
        return ended.answerable() != null && !ended.legitimate() && !agent.equals(ended.answerable());
    }

    private void notAsked(String agent, ConversationEnd ended, List<Fault> faults) {
        for (Check check : context.contract().party(agent).mustAsk()) {
            if (!checks.holds(check)) {
                faults.add(new Fault(
                        agent,
                        FaultKind.NOT_ASKED,
                        ended.last().seq(),
                        agent + " did not ask for what it must: " + check.title() + "."));
            }
        }
    }

    private List<CheckResult> results(String agent) {
        Contract.PartyTerms party = context.contract().party(agent);
        List<CheckResult> results = new ArrayList<>();
        party.success().forEach(check -> results.add(result(check, "success")));
        party.forbidden().forEach(check -> results.add(result(check, "forbidden")));
        party.mustAsk().forEach(check -> results.add(result(check, "mustAsk")));
        return results;
    }

    private CheckResult result(Check check, String part) {
        List<Long> seqs = checks.seqs(check);
        boolean held = checks.holds(check);
        String events = seqs.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String found = seqs.isEmpty() ? "nothing in the log fits" : "event " + events;
        String sentence = !held && budget.isExhausted()
                ? check.title() + ": not decided (checking this conversation takes more steps than it may)."
                : check.title() + ": " + (held ? "holds" : "does not hold") + " (" + found + ").";
        return new CheckResult(check.id(), check.title(), part, held, seqs, sentence);
    }

    private Judgement result(
            String agent, List<CheckResult> checks, List<Fault> faults, @Nullable ConversationEnd ended) {
        if (faults.stream().anyMatch(fault -> fault.agentId().equals(agent))) {
            return Judgement.FAIL;
        }
        if (ended == null || isUnfair(ended) || budget.isExhausted()) {
            return Judgement.INCONCLUSIVE;
        }
        if (checks.stream().allMatch(CheckResult::isGood)) {
            return Judgement.PASS;
        }
        // An agent that the other side cut short could still have got there.
        boolean cutShort = ended.answerable() != null && !ended.legitimate();
        return cutShort ? Judgement.INCONCLUSIVE : Judgement.FAIL;
    }

    /** Whether the ending says nothing about the agents. */
    private static boolean isUnfair(ConversationEnd ended) {
        return ended.cause().isInconclusive() && !ended.legitimate();
    }

    private Judgement overall(
            @Nullable ConversationEnd ended, Map<String, Verdict.PartyResult> parties, List<Fault> faults) {
        if (ended == null || isUnfair(ended) || (budget.isExhausted() && faults.isEmpty())) {
            return Judgement.INCONCLUSIVE;
        }
        boolean good = ended.legitimate()
                && faults.isEmpty()
                && parties.values().stream().allMatch(party -> party.result() == Judgement.PASS);
        return good ? Judgement.PASS : Judgement.FAIL;
    }
}
