package me.fhir.chitchat.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether each append is in the log as often, where and as its sender was told. */
final class AppendChecks {
    private static final class Operation {
        private final HistoryEntry.Invoked invoked;
        private HistoryEntry.@Nullable Acknowledged acknowledged;
        private int sent = 1;
        private boolean refused;
        private int stored;

        Operation(HistoryEntry.Invoked invoked) {
            this.invoked = invoked;
        }
    }

    private final List<Violation> violations;
    private final Map<Long, Operation> operations = new HashMap<>();

    AppendChecks(List<Violation> violations) {
        this.violations = violations;
    }

    void invoked(HistoryEntry.Invoked invoked) {
        operations.put(invoked.operation(), new Operation(invoked));
    }

    void repeated(long operation) {
        operation(operation).sent++;
    }

    /** Returns the operation's conversation. */
    long acknowledged(HistoryEntry.Acknowledged acknowledged) {
        Operation operation = operation(acknowledged.operation());
        HistoryEntry.Acknowledged before = operation.acknowledged;
        if (before == null) {
            operation.acknowledged = acknowledged;
        } else if (!before.equals(acknowledged)) {
            add(Violation.Kind.CHANGED, operation, "was acknowledged as " + before + " and then as " + acknowledged);
        }
        return operation.invoked.conversation();
    }

    /** Of several requests of one append, one may be refused while another is still on its way. */
    void refused(long operation) {
        Operation found = operation(operation);
        found.refused = found.sent == 1;
    }

    private Operation operation(long number) {
        Operation found = operations.get(number);
        if (found == null) {
            throw new IllegalArgumentException("operation " + number + " was answered but never sent");
        }
        return found;
    }

    void compare(Map<Long, List<LoggedEvent>> logs) {
        Map<String, Operation> byText = new HashMap<>();
        operations.values().forEach(operation -> byText.put(operation.invoked.text(), operation));
        logs.values().forEach(log -> log.stream()
                .filter(event -> !event.isNote())
                .forEach(event -> compare(event, byText.get(event.text()))));
        operations.values().forEach(this::compareCount);
    }

    private void compare(LoggedEvent event, @Nullable Operation operation) {
        if (operation == null) {
            violations.add(new Violation(Violation.Kind.INVENTED, "nobody sent " + event.described()));
            return;
        }
        operation.stored++;
        HistoryEntry.Invoked sent = operation.invoked;
        HistoryEntry.Acknowledged told = operation.acknowledged;
        boolean asSent = sent.conversation() == event.conversation()
                && sent.agent().equals(event.agent())
                && sent.type().equals(event.type())
                && sent.finality().equals(event.finality());
        boolean asTold = told == null
                || (told.seq() == event.seq() && told.turn() == event.turn() && told.event() == event.event());
        if (!asSent || !asTold) {
            add(Violation.Kind.CHANGED, operation, "(" + told + ") is stored as " + event.described());
        }
    }

    private void compareCount(Operation operation) {
        if (operation.stored > 1) {
            add(Violation.Kind.STORED_TWICE, operation, "is stored " + operation.stored + " times");
        }
        if (operation.acknowledged != null && operation.stored == 0) {
            add(Violation.Kind.LOST, operation, "was acknowledged (" + operation.acknowledged + ") and is not stored");
        }
        if (operation.acknowledged == null && operation.refused && operation.stored > 0) {
            add(Violation.Kind.REFUSED_BUT_STORED, operation, "was refused and is stored");
        }
    }

    private void add(Violation.Kind kind, Operation operation, String what) {
        violations.add(new Violation(kind, operation.invoked + " " + what));
    }
}
