package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.rehearsal.Point.Remark;
import me.fhir.chitchat.rehearsal.Point.State;

/**
 * How a decision stands: its points, and what the positive tool's arguments still lack.
 *
 * @param positive the tool for a positive decision, if there is one
 * @param missing required arguments of the positive tool that nobody knows
 * @param isReceived whether anything that was received carries the decision
 */
record Verdict(List<Point> points, Optional<RoleTool> positive, List<String> missing, boolean isReceived) {
    static Verdict of(Situation situation) {
        Evidence evidence = situation.evidence();
        Optional<RoleTool> positive = situation.decision("success");
        List<Criterion> criteria = positive.filter(tool -> !tool.when().isEmpty())
                .map(tool -> CriteriaReader.of(tool.when()))
                .orElseGet(() -> CriteriaReader.of(evidence.knowledge(), outputs(positive)));
        List<Point> points = new ArrayList<>();
        criteria.forEach(criterion -> points.add(Evaluation.of(criterion, evidence)));
        boolean named = isNamed(situation);
        if (evidence.identity().isKnown() && !named) {
            Criterion who = new Criterion(
                    situation.phrases().always("identity"),
                    "",
                    List.of(),
                    List.of(),
                    Criterion.From.RECEIVED,
                    Source.own(""));
            points.add(Point.unknown(who, Remark.NOT_DOCUMENTED));
        }
        List<String> missing = new ArrayList<>();
        boolean received = points.stream().anyMatch(Point::isReceived)
                || (evidence.identity().isKnown() && evidence.hasReceived() && named);
        if (positive.isPresent()) {
            ValueFinder.Grounds grounds = new ValueFinder.Grounds(
                    "-----------------------------------------", List.of(), List.of(), "", situation.people());
            Arguments.Filled filled = Arguments.of(positive.get(), new ValueFinder(evidence, grounds, false));
            missing.addAll(filled.missing());
            received |= filled.sources().stream().anyMatch(Source::received);
        }
        return new Verdict(points, positive, missing, received);
    }

    private static Set<String> outputs(Optional<RoleTool> positive) {
        Set<String> names = new HashSet<>();
        try {
            if (positive.isPresent()
                    && JsonText.toMap(positive.get().inputSchema()).get("properties") instanceof Map<?, ?> properties) {
                properties
                        .keySet()
                        .forEach(name -> names.add(Lexicon.normal(Words.spaced(String.valueOf(name)))
                                .replace(" ", "")));
            }
        } catch (JsonSyntaxException e) {
            // A schema that cannot be read names nothing.
            return names;
        }
        return names;
    }

    private static boolean isNamed(Situation situation) {
        return situation.step().messages().stream()
                        .filter(message -> !situation.evidence().foreign().contains(message.seq()))
                        .anyMatch(message -> situation.evidence().identity().isNamedIn(message.text()))
                || situation.evidence().received().stream()
                        .anyMatch(s -> situation.evidence().identity().isNamedIn(s.text()));
    }

    List<Point> with(State state) {
        return points.stream().filter(point -> point.is(state)).toList();
    }

    boolean isPositive() {
        return positive.isPresent()
                && isReceived
                && missing.isEmpty()
                && points.stream().allMatch(point -> point.is(State.MET));
    }

    boolean isNegative() {
        return points.stream().anyMatch(point -> point.is(State.NOT_MET));
    }

    static List<String> titles(List<Point> points) {
        return points.stream().map(point -> point.criterion().title()).toList();
    }
}
