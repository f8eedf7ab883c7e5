package me.fhir.chitchat.rehearsal.criteria;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import org.jspecify.annotations.Nullable;

/**
 * A criterion after the evidence was looked at.
 *
 * @param evidence what settled it, or null
 * @param remark why it is as it is, for the trace
 * @param comparison what was compared with it besides the evidence, or nothing
 */
public record AssessedCriterion(
        Criterion criterion, PointState state, @Nullable Statement evidence, Remark remark, Comparison comparison) {
    /**
     * What the evidence was compared with.
     *
     * @param span the time that was measured, or null
     * @param other the statement that contradicts the evidence, or null
     */
    record Comparison(@Nullable TimeSpan span, @Nullable Statement other) {
        static final Comparison NONE = new Comparison(null, null);
    }

    /** The days between two dates, the first of which is that of the event. */
    public record TimeSpan(LocalDate from, LocalDate to) {
        long days() {
            return ChronoUnit.DAYS.between(from, to);
        }
    }

    /** Whether a criterion is fulfilled. */
    public enum PointState {
        MET,
        NOT_MET,
        UNKNOWN
    }

    /** What kind of reason a state has. */
    public enum Remark {
        EVIDENCE,
        NOTHING_AGAINST,
        NOT_DOCUMENTED,
        CONTRADICTORY,
        /** What was contradictory, after a question. */
        CONFIRMED
    }

    public static AssessedCriterion met(Criterion criterion, Statement evidence) {
        return new AssessedCriterion(criterion, PointState.MET, evidence, Remark.EVIDENCE, Comparison.NONE);
    }

    public static AssessedCriterion notMet(Criterion criterion, Statement evidence) {
        return new AssessedCriterion(criterion, PointState.NOT_MET, evidence, Remark.EVIDENCE, Comparison.NONE);
    }

    public static AssessedCriterion unknown(Criterion criterion, Remark remark) {
        return new AssessedCriterion(criterion, PointState.UNKNOWN, null, remark, Comparison.NONE);
    }

    /** What was said about it does not fit together. */
    static AssessedCriterion contradictory(Criterion criterion, Statement against) {
        return new AssessedCriterion(criterion, PointState.UNKNOWN, against, Remark.CONTRADICTORY, Comparison.NONE);
    }

    /** The same for another criterion that this one is a part of. */
    AssessedCriterion of(Criterion whole) {
        return new AssessedCriterion(whole, state, evidence, remark, comparison);
    }

    /** The same with the time that was measured. */
    public AssessedCriterion measured(@Nullable TimeSpan span) {
        return new AssessedCriterion(criterion, state, evidence, remark, new Comparison(span, comparison.other()));
    }

    /** The same with what the evidence contradicts. */
    AssessedCriterion against(Statement other) {
        return new AssessedCriterion(criterion, state, evidence, remark, new Comparison(comparison.span(), other));
    }

    /** The same, confirmed after a contradiction. */
    AssessedCriterion confirmed() {
        return new AssessedCriterion(criterion, state, evidence, Remark.CONFIRMED, comparison);
    }

    public boolean isContradicted() {
        return remark == Remark.CONTRADICTORY;
    }

    public boolean is(PointState other) {
        return state == other;
    }

    /** Whether what was received settled it. */
    public boolean isReceived() {
        Statement statement = evidence;
        return statement != null && statement.source().received();
    }

    /** Whether no message from this one on settled it. */
    public boolean isFromBefore(long seq) {
        Statement statement = evidence;
        return statement == null || statement.source().seq() < seq;
    }

    /** One line for the trace: state, title, source. */
    public String line() {
        Statement statement = evidence;
        String why = statement == null
                ? remark.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : statement.source() + ", \"" + TextFormat.cut(statement.quote(), 120) + "\"";
        String shown = isContradicted()
                ? "contradictory"
                : state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return shown + ": " + criterion.title() + " (" + why + ")";
    }
}
