package me.fhir.chitchat.conversation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Statistics of a scenario's runs.
 *
 * @param active how many go on
 * @param outcomes how many ended so; each kind is there
 * @param typical the medians; empty when no run was ended by its agents
 */
public record RunStatistics(int runs, int active, Map<OutcomeKind, Integer> outcomes, Optional<Medians> typical) {
    /** Those that agents end. A person, the watchdog or a fault can end the others at any turn. */
    private static final Set<OutcomeKind> BY_AGENTS =
            EnumSet.of(OutcomeKind.SUCCESS, OutcomeKind.FAILURE, OutcomeKind.NEUTRAL);

    /** Of an even number of runs the lower of the two in the middle, so that a run has it. */
    public record Medians(int turns, Duration took) {}

    public static RunStatistics of(List<ConversationRun> runs) {
        Map<OutcomeKind, Integer> outcomes = new EnumMap<>(OutcomeKind.class);
        for (OutcomeKind kind : OutcomeKind.values()) {
            outcomes.put(kind, (int)
                    runs.stream().filter(run -> run.outcome() == kind).count());
        }
        List<ConversationRun> whole = runs.stream()
                .filter(run -> run.outcome() != null && BY_AGENTS.contains(run.outcome()))
                .toList();
        int active = (int) runs.stream().filter(run -> run.outcome() == null).count();
        return new RunStatistics(runs.size(), active, outcomes, medians(whole));
    }

    private static Optional<Medians> medians(List<ConversationRun> runs) {
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        int middle = (runs.size() - 1) / 2;
        List<Integer> turns = runs.stream().map(ConversationRun::turns).sorted().toList();
        List<Duration> took = runs.stream().map(ConversationRun::took).sorted().toList();
        return Optional.of(new Medians(turns.get(middle), took.get(middle)));
    }

    /** How many ended as their author does not want it. */
    public int failures() {
        return outcomes.getOrDefault(OutcomeKind.FAILURE, 0) + outcomes.getOrDefault(OutcomeKind.ERROR, 0);
    }
}
