package me.fhir.chitchat.history;

/** Something in a history that must not be. */
record Violation(Kind kind, String sentence) {
    enum Kind {
        /** Acknowledged or observed, but not in the log. */
        LOST,
        /** In the log, although the server had refused it. */
        REFUSED_BUT_STORED,
        /** One append made more than one event. */
        STORED_TWICE,
        /** In the log without anyone having sent it. */
        INVENTED,
        /** The log has another content or place than was acknowledged or observed. */
        CHANGED,
        /** The seqs of a log are not 1, 2, 3 and so on. */
        GAP,
        /** The turns of a log break the rules. */
        TURN_ORDER,
        /** One observer saw an event twice. */
        OBSERVED_TWICE,
        /** One observer saw an event after a later one. */
        REORDERED,
        /** An observer was not shown an event. */
        MISSED,
        /** A read did not find what had been acknowledged or seen before it began. */
        STALE_READ,
        /** Someone saw what only another may know. */
        LEAKED
    }
}
