package me.fhir.chitchat.history;

/** With whose eyes an observer looks, which decides what it sees. */
enum Viewer {
    /** Anyone, in a conversation without seats. */
    OPEN,
    HOST,
    WATCH,
    ALPHA,
    BETA,
    /** The holder of alpha's seat over plain HTTP, which shows messages alone. */
    ALPHA_BY_HTTP,
    BETA_BY_HTTP;

    /** The agent whose seat it is; empty for others. */
    String agent() {
        return switch (this) {
            case ALPHA, ALPHA_BY_HTTP -> "alpha";
            case BETA, BETA_BY_HTTP -> "beta";
            default -> "";
        };
    }

    private boolean seesEverything() {
        return this == OPEN || this == HOST;
    }

    /** Whether what only this agent knows may reach the viewer. */
    boolean mayKnowOf(String owner) {
        return seesEverything() || agent().equals(owner);
    }

    /** Whether it has to see an event. */
    boolean sees(LoggedEvent event) {
        if (seesEverything() || event.type().equals("message")) {
            return true;
        }
        return event.type().equals("trace")
                && (this == ALPHA || this == BETA)
                && event.agent().equals(agent());
    }

    /** Whether an event that it need not see is none of its business; notes are shown to some and not to others. */
    boolean mayNotSee(LoggedEvent event) {
        return !sees(event) && !event.isNote();
    }
}
