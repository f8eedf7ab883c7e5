package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;

/** A rule that a text states. */
public sealed interface Rule {
    String text();

    /** A rule that asks one thing. */
    record Single(String text) implements Rule {}

    /**
     * A rule of several parts, such as "A or B", "A unless B", "two of the following: A, B, C".
     *
     * @param needed how many of the parts must hold
     */
    record Compound(String text, int needed, List<Rule> parts) implements Rule {
        public Compound {
            parts = List.copyOf(parts);
        }
    }
}
