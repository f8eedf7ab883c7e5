package me.fhir.chitchat.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.conversation.Finality;
import org.jspecify.annotations.Nullable;

/** Notices which agent exceeds which limit of the contract, once each; of too long messages each. For one thread. */
final class LimitWatch {
    private final Contract.Limits limits;
    private final Map<String, Integer> toolCalls = new HashMap<>();
    private final Set<String> reported = new HashSet<>();
    private final List<Fault> faults = new ArrayList<>();
    private @Nullable Instant began;

    LimitWatch(Contract.Limits limits) {
        this.limits = limits;
    }

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** Takes the time of any event, since minutes count from the first. */
    void began(Instant ts) {
        began = began == null ? ts : began;
    }

    /** Takes the next event of an agent of the roster. */
    void accept(LogEntry entry) {
        Integer most = limits.messageChars();
        if (entry.isMessage() && most != null) {
            String text = entry.text().raw();
            int length = text.codePointCount(0, text.length());
            if (length > most) {
                fault(entry, "wrote a message of " + length + " characters; " + most + " are allowed");
            }
        }
        Integer calls = limits.toolCalls();
        if (entry.isTrace("tool_call")
                && toolCalls.merge(entry.agentId(), 1, Integer::sum) > (calls == null ? Integer.MAX_VALUE : calls)) {
            once(entry, "toolCalls", "made more than " + calls + " tool calls");
        }
        Integer turns = limits.turns();
        if (turns != null
                && entry.isMessage()
                && entry.event().finality() != Finality.NONE
                && entry.event().at().turn() > turns) {
            once(entry, "turns", "took turn " + entry.event().at().turn() + "; " + turns + " are allowed");
        }
        Integer minutes = limits.minutes();
        Instant start = began;
        if (minutes != null
                && start != null
                && Duration.between(start, entry.event().ts()).compareTo(Duration.ofMinutes(minutes)) > 0) {
            // The time ran out in the turn of this agent; what others do later is no fault of theirs.
            if (reported.add("minutes")) {
                fault(entry, "went on after " + minutes + " minutes");
            }
        }
    }

    private void once(LogEntry entry, String limit, String what) {
        if (reported.add(limit + "\n" + entry.agentId())) {
            fault(entry, what);
        }
    }

    private void fault(LogEntry entry, String what) {
        faults.add(new Fault(entry.agentId(), FaultKind.LIMIT, entry.seq(), entry.agentId() + " " + what + "."));
    }
}
