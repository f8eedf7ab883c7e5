package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import me.fhir.chitchat.rehearsal.criteria.AnsweredPoints;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.criteria.PointText;
import me.fhir.chitchat.rehearsal.criteria.PointTitle;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Says why a decision is as it is: in sentences for the other side, as a list for the trace. */
final class DecisionReasons {
    private static final int MAX_WORDS_OF_A_NAME = 4;

    private final StepContext context;
    private final Phrases phrases;
    private final Assessment assessment;
    private final PointText text;
    private final PointTitle title;
    private final AnsweredPoints answers;

    DecisionReasons(StepContext context, Assessment assessment) {
        this.context = context;
        this.phrases = context.phrases();
        this.assessment = assessment;
        this.text = new PointText(phrases);
        this.title = new PointTitle(phrases);
        this.answers = new AnsweredPoints(context);
    }

    /** What is done, and below it the points with state and source. */
    String why(String what) {
        StringBuilder lines = new StringBuilder(what);
        assessment.points().forEach(point -> lines.append("\n- ").append(point.line()));
        if (!assessment.missing().isEmpty()) {
            lines.append("\n- not given: ").append(names(assessment.missing()));
        }
        return lines.toString();
    }

    /** The reasons in sentences, as a decision's document has them. */
    String grounds(String wanted, String reason) {
        String joined = parts(wanted, reason).stream().map(this::inline).collect(Collectors.joining(" "));
        return joined.isBlank() ? context.role().plot().title() : joined;
    }

    /** The same sentences as a message has them: several below each other. */
    String spoken(String wanted, String reason) {
        List<ReasonGroup> groups = new ArrayList<>(parts(wanted, reason));
        if (wanted.equals("success")) {
            groups.remove(part(PointState.MET));
            groups.addAll(metNow());
        }
        return groups.stream().map(this::listed).collect(Collectors.joining("\n\n"));
    }

    /** What is said together: a lead, which may be empty, and its sentences. */
    private record ReasonGroup(String lead, List<String> sentences) {}

    private List<ReasonGroup> parts(String wanted, String reason) {
        List<ReasonGroup> parts = new ArrayList<>();
        parts.add(new ReasonGroup("", List.of(reason)));
        if (wanted.equals("success")) {
            parts.add(part(PointState.MET));
        } else if (reason.isEmpty() || assessment.isNegative()) {
            parts.add(part(PointState.NOT_MET));
            parts.add(part(PointState.UNKNOWN));
            if (assessment.with(PointState.NOT_MET).isEmpty()
                    && assessment.with(PointState.UNKNOWN).isEmpty()
                    && !assessment.missing().isEmpty()) {
                String lacking = assessment.isNothingOnFile()
                        ? phrases.always("onFile")
                        : phrases.always("missingData", names(assessment.missing()));
                parts.add(new ReasonGroup("", List.of(lacking)));
            }
        }
        parts.removeIf(part -> part.sentences().stream().allMatch(String::isBlank));
        return parts;
    }

    private String inline(ReasonGroup part) {
        return (part.lead() + phrases.gap() + String.join(phrases.gap(), part.sentences())).strip();
    }

    /** A single reason behind a whole sentence goes on in its line; several stand below each other. */
    private String listed(ReasonGroup part) {
        boolean sentence = part.sentences().size() == 1 && part.lead().equals(phrases.always("notMetOne"));
        return part.lead().isEmpty() || sentence
                ? inline(part)
                : part.lead() + "\n- " + String.join("\n- ", part.sentences());
    }

    /** The points that are met; those that were written about before only by their names. */
    private List<ReasonGroup> metNow() {
        ReasonGroup all = part(PointState.MET);
        List<String> names = assessment.with(PointState.MET).stream()
                .filter(point -> phrases.wasSaid(phrases.stopped(text.sentence(point, answers.to(point.criterion())))))
                .map(point -> phrases.inSentence(title.heading(point.criterion())))
                .distinct()
                .toList();
        String already = names.isEmpty()
                ? ""
                : phrases.always("already", phrases.spoken().and(names));
        if (already.isEmpty()) {
            return List.of(all);
        }
        List<String> fresh =
                all.sentences().stream().filter(line -> !phrases.wasSaid(line)).toList();
        ReasonGroup before = new ReasonGroup("", List.of(already));
        String lead = phrases.always(fresh.size() == 1 ? "becauseOne" : "because");
        return fresh.isEmpty() ? List.of(before) : List.of(new ReasonGroup(lead, fresh), before);
    }

    /** The points that are met, below each other; empty when none is. */
    String met() {
        ReasonGroup part = part(PointState.MET);
        return part.sentences().isEmpty() ? "" : listed(part);
    }

    /** The points of a state; what the other side contradicted itself about counts as not met. */
    private ReasonGroup part(PointState state) {
        List<AssessedCriterion> points = assessment.points().stream()
                .filter(point -> (point.isContradicted() ? PointState.NOT_MET : point.state()) == state)
                .toList();
        return part(state == PointState.MET && isAllMet(points) ? "becauseAll" : lead(state, points), points);
    }

    /** Which words lead to points of a state; what is contradictory speaks against a decision without being unmet. */
    private static String lead(PointState state, List<AssessedCriterion> points) {
        if (state == PointState.NOT_MET) {
            boolean unclear = points.stream().anyMatch(AssessedCriterion::isContradicted);
            return unclear ? "notMet" : points.size() == 1 ? "notMetOne" : "notMetAll";
        }
        return state != PointState.MET ? "notDocumented" : points.size() == 1 ? "becauseOne" : "because";
    }

    /** Nothing is left open by "all conditions are met", which only a list of all of them may say. */
    private boolean isAllMet(List<AssessedCriterion> points) {
        return points.size() > 1 && points.size() == assessment.points().size();
    }

    private ReasonGroup part(String phrase, List<AssessedCriterion> points) {
        List<String> silent = points.stream()
                .filter(point -> point.is(PointState.UNKNOWN) && !point.isContradicted())
                .filter(point -> sentence(point).equals(text.sentence(point, Optional.empty())))
                .map(point -> named(title.heading(point.criterion())))
                .distinct()
                .toList();
        if (silent.size() > 1 && silent.size() == points.size()) {
            boolean any = points.size() == assessment.points().size()
                    && points.stream().anyMatch(point -> isSentence(title.heading(point.criterion())));
            String nothing = any
                    ? phrases.always("point.unknownAny")
                    : phrases.always("point.unknownAll", phrases.spoken().and(silent));
            return nothing.isEmpty()
                    ? new ReasonGroup(phrases.always(phrase), silent)
                    : new ReasonGroup("", List.of(nothing));
        }
        String unmet = phrase.equals("notMetOne") ? text.unmet(points.get(0)) : "";
        if (!unmet.isEmpty()) {
            return new ReasonGroup("", List.of(phrases.stopped(unmet)));
        }
        List<String> sentences = points.stream()
                .filter(point -> !point.is(PointState.MET) || !isStanding(point) || isAlone(points))
                .map(point -> phrases.stopped(sentence(point)))
                .distinct()
                .toList();
        return new ReasonGroup(sentences.isEmpty() ? "" : phrases.always(phrase), sentences);
    }

    /** A point's name within a sentence; a name that is a sentence itself is quoted as it stands. */
    private String named(String heading) {
        return isSentence(heading)
                ? phrases.always("written.quoted", heading)
                : phrases.inSentence(phrases.withoutCapital(Negation.lacked(heading)));
    }

    private static boolean isSentence(String heading) {
        return heading.split(" ", -1).length > MAX_WORDS_OF_A_NAME;
    }

    /** Whether the own records alone carry a decision; beside what was received they are no reason worth telling. */
    private static boolean isAlone(List<AssessedCriterion> points) {
        return points.stream().noneMatch(AssessedCriterion::isReceived);
    }

    private static boolean isStanding(AssessedCriterion point) {
        return point.criterion().constraints().stream().anyMatch(Criterion.Standing.class::isInstance);
    }

    private String sentence(AssessedCriterion point) {
        String missing = "";
        if (point.is(PointState.UNKNOWN) && !point.isContradicted()) {
            boolean alone = assessment.with(PointState.UNKNOWN).size() == 1;
            missing = answers.isRefused(point.criterion(), alone)
                    ? phrases.always("point.refused", title.plainName(point.criterion()))
                    : answers.isUndated(point.criterion())
                            ? phrases.always("point.undated", title.plainName(point.criterion()))
                            : "";
        }
        return missing.isBlank() ? text.sentence(point, answers.to(point.criterion())) : missing;
    }

    /** The conditions of a tool of its own, all met. */
    String due(Assessment.Due due) {
        return inline(part("because", due.points()));
    }

    String spoken(Assessment.Due due) {
        return listed(part("because", due.points()));
    }

    static String names(List<String> missing) {
        return String.join(", ", missing.stream().map(TextFormat::label).toList());
    }
}
