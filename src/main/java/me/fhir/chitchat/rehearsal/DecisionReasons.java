package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.fhir.chitchat.rehearsal.AssessedCriterion.PointState;

/** Says why a decision is as it is: in sentences for the other side, as a list for the trace. */
final class DecisionReasons {
    private static final int LONGEST_QUOTE = 120;

    private final StepContext context;
    private final Phrases phrases;
    private final Assessment assessment;

    DecisionReasons(StepContext context, Assessment assessment) {
        this.context = context;
        this.phrases = context.phrases();
        this.assessment = assessment;
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

    /** The reasons in sentences. */
    String grounds(String wanted, String reason) {
        List<String> parts = new ArrayList<>();
        parts.add(reason);
        if (wanted.equals("success")) {
            parts.add(sentences(PointState.MET));
        } else if (reason.isEmpty() || assessment.isNegative()) {
            parts.add(sentences(PointState.NOT_MET));
            parts.add(sentences(PointState.UNKNOWN));
            if (assessment.with(PointState.NOT_MET).isEmpty()
                    && assessment.with(PointState.UNKNOWN).isEmpty()
                    && !assessment.missing().isEmpty()) {
                parts.add(
                        assessment.isNothingOnFile()
                                ? phrases.always("onFile")
                                : phrases.always("missingData", names(assessment.missing())));
            }
        }
        String joined = String.join(
                " ",
                parts.stream()
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList());
        return joined.isBlank() ? context.role().plot().title() : joined;
    }

    /** The points of a state; what the other side contradicted itself about counts as not met. */
    String sentences(PointState state) {
        List<AssessedCriterion> points = assessment.points().stream()
                .filter(point -> (point.isContradicted() ? PointState.NOT_MET : point.state()) == state)
                .toList();
        if (points.isEmpty()) {
            return "";
        }
        String phrase = state == PointState.MET ? "because" : state == PointState.NOT_MET ? "notMet" : "notDocumented";
        return phrases.always(
                phrase, String.join("; ", points.stream().map(this::withSource).toList()));
    }

    /** The conditions of a tool of its own, all met. */
    String due(Assessment.Due due) {
        return phrases.always(
                "because",
                String.join("; ", due.points().stream().map(this::withSource).toList()));
    }

    private String withSource(AssessedCriterion point) {
        Statement evidence = point.evidence();
        String title = point.criterion().title();
        String quote = quote(point);
        String place = evidence == null ? "" : place(evidence.source());
        String remark = point.isContradicted() ? phrases.always("contradicted") : "";
        String shown =
                Stream.of(quote, place, remark).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
        return shown.isEmpty() ? title : title + " (" + shown + ")";
    }

    /** What settled a point in quotation marks; empty when it says no more than the point's title. */
    static String quote(AssessedCriterion point) {
        Statement evidence = point.evidence();
        if (evidence == null) {
            return "";
        }
        String title = Lexicon.normal(point.criterion().title());
        boolean echo = !evidence.label().isEmpty() && title.startsWith(Lexicon.normal(evidence.label()));
        String text = TextFormat.withoutStop(echo ? evidence.text() : evidence.quote());
        boolean same = title.endsWith(Lexicon.normal(text));
        return same ? "" : "“" + TextFormat.cut(text, LONGEST_QUOTE) + "”";
    }

    private String place(Source source) {
        if (!source.received() || !phrases.hasWords()) {
            return "";
        }
        return source.place().isEmpty() ? phrases.always("message") + " #" + source.seq() : source.place();
    }

    static String names(List<String> missing) {
        return String.join(", ", missing.stream().map(TextFormat::label).toList());
    }
}
