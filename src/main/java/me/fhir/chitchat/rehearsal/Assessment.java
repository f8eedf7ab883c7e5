package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import me.fhir.chitchat.agent.planner.PlannerStep.ToolUse;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.agent.planner.SentMessage;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.rehearsal.arguments.Arguments;
import me.fhir.chitchat.rehearsal.arguments.DecisionTexts;
import me.fhir.chitchat.rehearsal.arguments.SettledPoint;
import me.fhir.chitchat.rehearsal.arguments.ValueFinder;
import me.fhir.chitchat.rehearsal.criteria.AskedFigures;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.Remark;
import me.fhir.chitchat.rehearsal.criteria.AuthorCriteria;
import me.fhir.chitchat.rehearsal.criteria.CriteriaReader;
import me.fhir.chitchat.rehearsal.criteria.CriterionCheck;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.FieldNames;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/**
 * How a decision stands: its points, and what the positive tool's arguments still lack.
 *
 * @param positive the tool for a positive decision, if there is one
 * @param missing required arguments of the positive tool without a known value
 * @param isNothingOnFile whether the decision hands out a record that the own knowledge does not have
 * @param isReceived whether anything that was received carries the decision
 * @param due a tool with another outcome whose own conditions are all met
 */
record Assessment(
        List<AssessedCriterion> points,
        Optional<RoleTool> positive,
        List<String> missing,
        boolean isReceived,
        boolean isNothingOnFile,
        Optional<Due> due) {
    private static final Pattern RECORDS = Pattern.compile("\"type\"\\s*:\\s*\"array\"");

    /** Stands for the grounds, which are written once it is known what they are. */
    private static final String UNWRITTEN = "-----------------------------------------";

    static Assessment of(StepContext context) {
        Evidence evidence = context.evidence();
        Optional<RoleTool> positive = context.decision("success");
        List<Criterion> criteria = positive.filter(tool -> !tool.when().isEmpty())
                .map(tool -> AuthorCriteria.of(tool.when()))
                .orElseGet(() -> CriteriaReader.of(evidence.knowledge(), outputs(positive)));
        boolean named = isNamed(context);
        List<AssessedCriterion> points = points(context, criteria, named);
        List<String> missing = new ArrayList<>();
        // The author may let a decision depend on the own knowledge alone.
        boolean received = positive.filter(tool -> !tool.when().isEmpty()).isPresent()
                || points.stream().anyMatch(AssessedCriterion::isReceived)
                || (evidence.identity().isKnown() && evidence.hasReceived() && named && isGrounded(criteria, positive));
        if (positive.isPresent()) {
            DecisionTexts grounds =
                    new DecisionTexts(UNWRITTEN, List.of(), List.of(), "", context.people(), settled(points));
            Arguments.Filled filled = Arguments.of(positive.get(), new ValueFinder(evidence, grounds, false));
            missing.addAll(filled.missing());
            received |=
                    isGrounded(criteria, positive) && filled.sources().stream().anyMatch(Source::received);
        }
        return new Assessment(
                points, positive, missing, received, nothingOnFile(context, positive, missing), dueIn(context));
    }

    /** @param named whether anybody has said whose case it is */
    private static List<AssessedCriterion> points(StepContext context, List<Criterion> criteria, boolean named) {
        Evidence evidence = context.evidence();
        List<AssessedCriterion> points = new ArrayList<>();
        AskedFigures asked = AskedFigures.of(criteria);
        criteria.forEach(criterion -> points.add(CriterionCheck.of(criterion, evidence, asked)));
        if (evidence.identity().isKnown() && !named) {
            Criterion who = new Criterion(
                    context.phrases().always("identity"),
                    "",
                    List.of(),
                    List.of(),
                    Criterion.From.RECEIVED,
                    Source.own(""));
            points.add(AssessedCriterion.unknown(who, Remark.NOT_DOCUMENTED));
        }
        return points;
    }

    /**
     * Whether there is anything to decide by: a condition, or a tool that needs more than a number and words. Without
     * that, the identity of the case would be enough for a positive decision.
     */
    private static boolean isGrounded(List<Criterion> criteria, Optional<RoleTool> positive) {
        return !criteria.isEmpty()
                || positive.stream()
                        .flatMap(tool -> names(tool).stream())
                        .map(name -> Lexicon.normal(TextFormat.spaced(name)))
                        .anyMatch(name -> !FieldNames.isIdName(name)
                                && !Lexicon.list("prose").isIn(name)
                                && !Lexicon.list("identity").isIn(name));
    }

    /** The points that are met by what was received. */
    List<SettledPoint> settled() {
        return settled(points);
    }

    private static List<SettledPoint> settled(List<AssessedCriterion> points) {
        List<SettledPoint> settled = new ArrayList<>();
        for (AssessedCriterion point : points) {
            Statement evidence = point.evidence();
            if (evidence != null && point.is(PointState.MET) && point.isReceived()) {
                Criterion criterion = point.criterion();
                List<String> allowed = criterion.constraints().stream()
                        .filter(Criterion.OneOf.class::isInstance)
                        .flatMap(one -> ((Criterion.OneOf) one).values().stream())
                        .toList();
                Terms name = Terms.all(criterion.topics()).and(Terms.of(criterion.title()));
                settled.add(new SettledPoint(name, allowed, evidence));
            }
        }
        return settled;
    }

    /** Whether nothing says what the decision depends on. */
    boolean isWithoutRules() {
        return positive.isPresent() && !isReceived && points.isEmpty() && missing.isEmpty();
    }

    /** Whether the decision hands out a record that the own knowledge does not have. */
    private static boolean nothingOnFile(StepContext context, Optional<RoleTool> positive, List<String> missing) {
        String nothing = OracleDocument.nothing(context.phrases());
        List<ToolUse> found = context.step().toolUses().stream()
                .filter(use -> !use.failed()
                        && context.lookups().stream()
                                .anyMatch(tool -> tool.name().equals(use.name())))
                .toList();
        boolean asked = context.step().messages().stream()
                .filter(message -> !context.isOwn(message))
                .anyMatch(message -> !QuestionAnswers.questions(message.text()).isEmpty());
        boolean empty = context.evidence().knowledge().leaves().isEmpty();
        boolean record = positive.filter(
                        tool -> RECORDS.matcher(tool.inputSchema()).find())
                .isPresent();
        return !missing.isEmpty()
                && asked
                && record
                && (empty
                        || (!found.isEmpty()
                                && found.stream().allMatch(use -> use.result().contains(nothing))));
    }

    /** A tool whose conditions are all met, and these. */
    record Due(RoleTool tool, List<AssessedCriterion> points) {}

    private static Optional<Due> dueIn(StepContext context) {
        for (RoleTool tool : context.decisions()) {
            if (tool.when().isEmpty() || "success".equals(tool.endStatus())) {
                continue;
            }
            List<AssessedCriterion> points = AuthorCriteria.of(tool.when()).stream()
                    .map(criterion -> CriterionCheck.of(criterion, context.evidence()))
                    .toList();
            if (points.stream().allMatch(point -> point.is(PointState.MET))) {
                return Optional.of(new Due(tool, points));
            }
        }
        return Optional.empty();
    }

    /** The names of what a positive decision hands out, as they are compared. */
    private static Set<String> outputs(Optional<RoleTool> positive) {
        return positive.stream()
                .flatMap(tool -> names(tool).stream())
                .map(name -> Lexicon.normal(TextFormat.spaced(name)).replace(" ", ""))
                .collect(Collectors.toSet());
    }

    /** The names of a tool's arguments; none for a schema that cannot be read. */
    private static Set<String> names(RoleTool tool) {
        Set<String> names = new HashSet<>();
        try {
            if (PlainJson.map(Json.parseObject(tool.inputSchema())).get("properties") instanceof Map<?, ?> properties) {
                properties.keySet().forEach(name -> names.add(String.valueOf(name)));
            }
        } catch (JsonSyntaxException e) {
            return Set.of();
        }
        return names;
    }

    private static boolean isNamed(StepContext context) {
        return context.step().messages().stream()
                        .filter(message -> !context.evidence().foreign().contains(message.seq()))
                        .anyMatch(message -> context.evidence().identity().isNamedIn(message.text()))
                || context.evidence().received().stream()
                        .anyMatch(s -> context.evidence().identity().isNamedIn(s.text())
                                || context.evidence().identity().isBirthOfCase(s));
    }

    List<AssessedCriterion> with(PointState state) {
        return points.stream().filter(point -> point.is(state)).toList();
    }

    boolean isPositive() {
        return positive.isPresent()
                && isReceived
                && missing.isEmpty()
                && points.stream().allMatch(point -> point.is(PointState.MET));
    }

    boolean isNegative() {
        return points.stream().anyMatch(point -> point.is(PointState.NOT_MET));
    }

    /** Whether messages settled a point. */
    boolean isSettledBy(List<SentMessage> news) {
        return !news.isEmpty()
                && points.stream()
                        .anyMatch(point -> point.isReceived()
                                && !point.isFromBefore(news.get(0).seq()));
    }

    static List<String> titles(List<AssessedCriterion> points) {
        return points.stream().map(point -> point.criterion().title()).toList();
    }
}
