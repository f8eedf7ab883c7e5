package me.fhir.chitchat.rehearsal;

import org.jspecify.annotations.Nullable;

/**
 * A criterion after the evidence was looked at.
 *
 * @param evidence what settled it, or null
 * @param remark why it is as it is, for the trace
 */
record AssessedCriterion(
        Criterion criterion, PointState state, @Nullable Statement evidence, Remark remark) {
    /** Whether a criterion is fulfilled. */
    enum PointState {
        MET,
        NOT_MET,
        UNKNOWN
    }

    /** What kind of reason a state has. */
    enum Remark {
        EVIDENCE,
        NOTHING_AGAINST,
        NOT_DOCUMENTED,
        CONTRADICTORY
    }

    static AssessedCriterion met(Criterion criterion, Statement evidence) {
        return new AssessedCriterion(criterion, PointState.MET, evidence, Remark.EVIDENCE);
    }

    static AssessedCriterion notMet(Criterion criterion, Statement evidence) {
        return new AssessedCriterion(criterion, PointState.NOT_MET, evidence, Remark.EVIDENCE);
    }

    static AssessedCriterion unknown(Criterion criterion, Remark remark) {
        return new AssessedCriterion(criterion, PointState.UNKNOWN, null, remark);
    }

    /** What was said about it does not fit together. */
    static AssessedCriterion contradictory(Criterion criterion, Statement against) {
        return new AssessedCriterion(criterion, PointState.UNKNOWN, against, Remark.CONTRADICTORY);
    }

    boolean isContradicted() {
        return remark == Remark.CONTRADICTORY;
    }

    boolean is(PointState other) {
        return state == other;
    }

    /** Whether what was received settled it. */
    boolean isReceived() {
        Statement statement = evidence;
        return statement != null && statement.source().received();
    }

    /** Whether no message from this one on settled it. */
    boolean isFromBefore(long seq) {
        Statement statement = evidence;
        return statement == null || statement.source().seq() < seq;
    }

    /** One line for the trace: state, title, source. */
    String line() {
        Statement statement = evidence;
        String why = statement == null
                ? remark.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                : statement.source() + ", \"" + TextFormat.cut(statement.quote(), 120) + "\"";
        String shown = isContradicted()
                ? "contradictory"
                : state.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return shown + ": " + criterion.title() + " (" + why + ")";
    }
}
