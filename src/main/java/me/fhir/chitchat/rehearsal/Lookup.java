package me.fhir.chitchat.rehearsal;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.rehearsal.arguments.Arguments;
import me.fhir.chitchat.rehearsal.arguments.DecisionTexts;
import me.fhir.chitchat.rehearsal.arguments.ValueFinder;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Picks an own tool that finds out what is asked or what a decision needs. */
final class Lookup {
    private static final int MAX_PER_TURN = 4;

    private Lookup() {}

    /** A call of a tool and what it is for. */
    record LookupCall(RoleTool tool, String arguments, String topic) {}

    /** The next call for one of these topics; each tool is used once. */
    static Optional<LookupCall> next(StepContext context, List<String> topics, boolean anyTool) {
        if (context.usedNow().size() >= MAX_PER_TURN) {
            return Optional.empty();
        }
        for (String topic : topics) {
            Optional<LookupCall> best = best(context, topic);
            if (best.isPresent()) {
                return best;
            }
        }
        if (!anyTool) {
            return Optional.empty();
        }
        return context.lookups().stream()
                .filter(tool -> !context.everUsed(tool))
                .flatMap(tool -> call(context, tool, "").stream())
                .findFirst();
    }

    private static Optional<LookupCall> best(StepContext context, String topic) {
        Terms wanted = Terms.of(topic);
        RoleTool best = null;
        double most = 0;
        for (RoleTool tool : context.lookups()) {
            double fit = fit(tool, wanted);
            if (fit > most) {
                most = fit;
                best = tool;
            }
        }
        if (best == null || context.everUsed(best)) {
            return Optional.empty();
        }
        return call(context, best, topic);
    }

    private static double fit(RoleTool tool, Terms wanted) {
        double name = Terms.of(TextFormat.subject(tool.name())).shared(wanted);
        double about = Terms.of(tool.description()).shared(wanted);
        return 2 * name + about + 0.5 * Terms.of(tool.guidance()).shared(wanted);
    }

    private static Optional<LookupCall> call(StepContext context, RoleTool tool, String topic) {
        String text = topic.isBlank() ? "" : TextFormat.withoutStop(topic.split("[:：]", 2)[0]);
        DecisionTexts grounds = new DecisionTexts(text, List.of(), List.of(), text, context.people(), List.of());
        Arguments.Filled filled = Arguments.of(tool, new ValueFinder(context.evidence(), grounds, true));
        return filled.isComplete() ? Optional.of(new LookupCall(tool, filled.json(), text)) : Optional.empty();
    }
}
