package me.fhir.chitchat.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events of a log fitted which check so far. An event is looked at once. For one thread. */
final class CheckProgress {
    /** A verdict that names more events of one check is not read. */
    private static final int MAX_NAMED = 20;

    private final List<Check> inOrder;
    private final Map<String, Hits> byId = new HashMap<>();
    private final CheckMatcher matcher;

    private static final class Hits {
        private int count;
        private final List<Long> seqs = new ArrayList<>();
    }

    CheckProgress(List<Check> checks, WorkBudget budget) {
        this.matcher = new CheckMatcher(budget);
        this.inOrder = ordered(checks);
        inOrder.forEach(check -> byId.put(check.id(), new Hits()));
    }

    /** A check comes after those it names, so that one event can hold both of two that are ordered. */
    private static List<Check> ordered(List<Check> checks) {
        Map<String, Check> all = new HashMap<>();
        checks.forEach(check -> all.putIfAbsent(check.id(), check));
        List<Check> ordered = new ArrayList<>();
        Set<String> visited = new HashSet<>();
        checks.forEach(check -> visit(check.id(), all, visited, ordered));
        return ordered;
    }

    private static void visit(@Nullable String id, Map<String, Check> all, Set<String> visited, List<Check> ordered) {
        Check check = id == null ? null : all.get(id);
        if (check == null || !visited.add(check.id())) {
            return;
        }
        visit(check.order().before(), all, visited, ordered);
        visit(check.order().after(), all, visited, ordered);
        ordered.add(check);
    }

    /** Takes the next event of the log. */
    void accept(LogEntry entry) {
        matcher.next(entry);
        for (Check check : inOrder) {
            if (isInTime(check, entry.seq()) && matcher.fits(check, entry)) {
                Hits hits = hits(check.id());
                hits.count++;
                if (hits.seqs.size() < MAX_NAMED) {
                    hits.seqs.add(entry.seq());
                }
            }
        }
    }

    /** The other check has to have held at an earlier event, or not to have held up to this one. */
    private boolean isInTime(Check check, long seq) {
        boolean early = check.order().before() == null
                || hits(check.order().before()).seqs.isEmpty();
        List<Long> others =
                check.order().after() == null ? List.of() : hits(check.order().after()).seqs;
        return early && (check.order().after() == null || (!others.isEmpty() && others.get(0) < seq));
    }

    private Hits hits(@Nullable String id) {
        return byId.getOrDefault(String.valueOf(id), new Hits());
    }

    boolean holds(Check check) {
        return check.times().holds(hits(check.id()).count);
    }

    int count(Check check) {
        return hits(check.id()).count;
    }

    /** The events that fitted, the first ones only when there are very many. */
    List<Long> seqs(Check check) {
        return List.copyOf(hits(check.id()).seqs);
    }
}
