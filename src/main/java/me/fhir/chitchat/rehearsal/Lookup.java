package me.fhir.chitchat.rehearsal;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.agent.planner.RoleTool;

/** Picks an own tool that finds out what is asked or what a decision needs. */
final class Lookup {
    private static final int MOST_A_TURN = 4;

    private Lookup() {}

    /** A call of a tool and what it is for. */
    record Call(RoleTool tool, String arguments, String topic) {}

    /** The next call for one of these topics; each tool is used once. */
    static Optional<Call> next(Situation situation, List<String> topics, boolean anyTool) {
        if (situation.usedNow().size() >= MOST_A_TURN) {
            return Optional.empty();
        }
        for (String topic : topics) {
            Optional<Call> best = best(situation, topic);
            if (best.isPresent()) {
                return best;
            }
        }
        if (!anyTool) {
            return Optional.empty();
        }
        return situation.lookups().stream()
                .filter(tool -> !situation.everUsed(tool))
                .flatMap(tool -> call(situation, tool, "").stream())
                .findFirst();
    }

    private static Optional<Call> best(Situation situation, String topic) {
        Terms wanted = Terms.of(topic);
        RoleTool best = null;
        double most = 0;
        for (RoleTool tool : situation.lookups()) {
            double fit = fit(tool, wanted);
            if (fit > most) {
                most = fit;
                best = tool;
            }
        }
        if (best == null || situation.everUsed(best)) {
            return Optional.empty();
        }
        return call(situation, best, topic);
    }

    private static double fit(RoleTool tool, Terms wanted) {
        double name = Terms.of(Words.subject(tool.name())).shared(wanted);
        double about = Terms.of(tool.description()).shared(wanted);
        return 2 * name + about + 0.5 * Terms.of(tool.guidance()).shared(wanted);
    }

    private static Optional<Call> call(Situation situation, RoleTool tool, String topic) {
        String text = topic.isBlank() ? "" : Words.withoutStop(topic.split("[:：]", 2)[0]);
        ValueFinder.Grounds grounds = new ValueFinder.Grounds(text, List.of(), List.of(), text, situation.people());
        Arguments.Filled filled = Arguments.of(tool, new ValueFinder(situation.evidence(), grounds, true));
        return filled.isComplete() ? Optional.of(new Call(tool, filled.json(), text)) : Optional.empty();
    }
}
