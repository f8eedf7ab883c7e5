package me.fhir.chitchat.verdict;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.digest.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a conversation does not get on: an agent says the same again, two messages follow each other again and
 * again, or turns bring no new fact. It keeps the last few messages only. For one thread.
 */
final class StallWatch {
    private final Contract.StallRules rules;
    private final NewFacts facts = new NewFacts();
    private final Map<String, Deque<SentContent>> byAgent = new HashMap<>();
    private final Deque<SentContent> all = new ArrayDeque<>();
    private int idleTurns;
    private long idleFrom;
    private final Set<String> idleAgents = new LinkedHashSet<>();
    private boolean newFactInTurn;
    private long turnFrom;
    private @Nullable Stall stall;
    /** Whether the stall found is the idling that still goes on. */
    private boolean idling;

    /** @param content a digest: the contents themselves would be held while a conversation runs */
    private record SentContent(long seq, String agentId, String content) {
        boolean same(SentContent other) {
            return agentId.equals(other.agentId) && content.equals(other.content);
        }
    }

    StallWatch(Contract.StallRules rules) {
        this.rules = rules;
    }

    /** The first stall of the log, or null. */
    @Nullable
    Stall stall() {
        return stall;
    }

    /** Takes the next event of the log; those of the server itself are none of the agents'. */
    void accept(LogEntry entry) {
        if (turnFrom == 0) {
            turnFrom = entry.seq();
        }
        newFactInTurn |= facts.isNew(entry);
        if (!entry.isMessage()) {
            return;
        }
        compare(entry);
        if (entry.event().finality() != Finality.NONE) {
            turnEnded(entry);
        }
    }

    private void compare(LogEntry entry) {
        StringBuilder content = new StringBuilder(entry.text().normal().squashed());
        if (entry.text().isLong()) {
            content.append('\n').append(entry.text().raw().hashCode());
        }
        for (MessagePayload.Reference attachment : entry.message().attachments()) {
            content.append('\n').append(attachment.name());
        }
        entry.attachments()
                .forEach(attached -> content.append('\n').append(attached.raw().hashCode()));
        SentContent said = new SentContent(entry.seq(), entry.agentId(), Sha256.fingerprint(content.toString()));
        Deque<SentContent> own = byAgent.computeIfAbsent(entry.agentId(), unused -> new ArrayDeque<>());
        keep(own, said, 2 * rules.repeats());
        keep(all, said, 2 * rules.cycle());
        cycle();
        repeated(own, said);
    }

    private static void keep(Deque<SentContent> last, SentContent said, int most) {
        last.addLast(said);
        if (last.size() > most) {
            last.removeFirst();
        }
    }

    private void repeated(Deque<SentContent> own, SentContent said) {
        List<SentContent> same = own.stream().filter(said::same).toList();
        if (stall == null && same.size() >= rules.repeats()) {
            stall = new Stall(StallKind.REPEAT, same.get(0).seq(), said.seq(), List.of(said.agentId()));
        }
    }

    /** A cycle begins as a repetition; the larger pattern is the better description. */
    private void cycle() {
        List<SentContent> last = new ArrayList<>(all);
        if (last.size() < 2 * rules.cycle() || last.get(0).same(last.get(1))) {
            return;
        }
        for (int i = 2; i < last.size(); i++) {
            if (!last.get(i).same(last.get(i - 2))) {
                return;
            }
        }
        SentContent first = last.get(0);
        SentContent end = last.get(last.size() - 1);
        Stall known = stall;
        if (known == null || (known.kind() == StallKind.REPEAT && known.from() >= first.seq())) {
            Set<String> agents = new LinkedHashSet<>();
            agents.add(first.agentId());
            agents.add(end.agentId());
            stall = new Stall(StallKind.CYCLE, first.seq(), end.seq(), List.copyOf(agents));
        }
    }

    private void turnEnded(LogEntry entry) {
        if (newFactInTurn) {
            idleTurns = 0;
            idleAgents.clear();
            idling = false;
        } else {
            idleFrom = idleTurns == 0 ? turnFrom : idleFrom;
            idleTurns++;
            idleAgents.add(entry.agentId());
        }
        newFactInTurn = false;
        turnFrom = 0;
        if (idleTurns >= rules.idleTurns() && (stall == null || idling)) {
            idling = true;
            stall = new Stall(StallKind.IDLE, idleFrom, entry.seq(), List.copyOf(idleAgents));
        }
    }
}
