package me.fhir.chitchat.history;

import java.util.List;

/** Whether one conversation's log has no gap and keeps the rules of turns. */
final class LogChecks {
    private final List<Violation> violations;
    private long lastTurn;
    private long lastEvent;
    private String owner = "";
    private boolean closed;

    private LogChecks(List<Violation> violations) {
        this.violations = violations;
    }

    static void check(List<LoggedEvent> log, List<Violation> violations) {
        LogChecks checks = new LogChecks(violations);
        long expected = 1;
        for (LoggedEvent event : log) {
            if (event.seq() != expected) {
                violations.add(new Violation(
                        Violation.Kind.GAP, event.described() + " stands where seq " + expected + " belongs"));
            }
            expected = event.seq() + 1;
            if (!event.isNote()) {
                checks.next(event);
            }
        }
    }

    private void next(LoggedEvent event) {
        if (closed) {
            wrong(event, "comes after the end");
        }
        if (owner.isEmpty()) {
            if (event.turn() != lastTurn + 1 || event.event() != 1) {
                wrong(event, "does not open turn " + (lastTurn + 1));
            }
        } else if (event.turn() != lastTurn || event.event() != lastEvent + 1) {
            wrong(event, "does not continue turn " + lastTurn + " after its event " + lastEvent);
        } else if (!event.agent().equals(owner)) {
            wrong(event, "stands in a turn of " + owner);
        }
        if (!event.type().equals("message") && !event.finality().equals("none")) {
            wrong(event, "closes something without being a message");
        }
        lastTurn = event.turn();
        lastEvent = event.event();
        owner = event.finality().equals("none") ? event.agent() : "";
        closed |= event.closesConversation();
    }

    private void wrong(LoggedEvent event, String what) {
        violations.add(new Violation(Violation.Kind.TURN_ORDER, event.described() + " " + what));
    }
}
