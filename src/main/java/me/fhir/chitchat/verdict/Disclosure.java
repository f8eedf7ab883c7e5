package me.fhir.chitchat.verdict;

import me.fhir.chitchat.json.WireName;

/**
 * A marked fact that another agent learned.
 *
 * @param asked whether the learner had asked for it in words that name it
 * @param needed whether the contract or a decision of the other side depends on it
 */
public record Disclosure(FactMark mark, String learnedBy, long seq, boolean asked, Form form, boolean needed) {
    /** How a fact was written. */
    public enum Form implements WireName {
        EXACT,
        NORMALISED,
        ENCODED;
    }

    /** Whether the owner should not have disclosed it. */
    public boolean isFault() {
        return mark.isNever() || (mark.isIfAsked() && !asked);
    }

    public String sentence() {
        String how =
                switch (form) {
                    case EXACT -> "";
                    case NORMALISED -> ", spelled differently";
                    case ENCODED -> ", encoded";
                };
        String why = mark.isNever()
                ? "which it must never tell"
                : asked ? "which it had been asked for" : "which nobody had asked for";
        return mark.owner() + " told " + learnedBy + " " + mark.fact() + how + ", " + why + ".";
    }
}
