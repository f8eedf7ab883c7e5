package me.fhir.chitchat.a2a;

import java.util.Optional;
import me.fhir.chitchat.json.WireName;
import org.jspecify.annotations.Nullable;

/** Where a task stands (A2A 0.3, section 6.3; 1.0, section 4.1.3). */
enum TaskState implements WireName {
    SUBMITTED,
    WORKING,
    INPUT_REQUIRED,
    COMPLETED,
    CANCELED,
    FAILED,
    REJECTED,
    /** Never a state of a task here, but a client may ask for such tasks. */
    AUTH_REQUIRED;

    /** The name of 1.0, as {@code TASK_STATE_INPUT_REQUIRED}. */
    String enumName() {
        return "TASK_STATE_" + name();
    }

    static Optional<TaskState> ofEnumName(String name) {
        for (TaskState state : values()) {
            if (state.enumName().equals(name)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    boolean terminal() {
        return this == COMPLETED || this == CANCELED || this == FAILED || this == REJECTED;
    }

    /** The terminal state that a conversation's outcome stands for; a denial is an answer, hence completed. */
    static TaskState ofOutcome(@Nullable String status) {
        return switch (status == null ? "completed" : status) {
            case "canceled" -> CANCELED;
            case "errored" -> FAILED;
            case "rejected" -> REJECTED;
            default -> COMPLETED;
        };
    }
}
