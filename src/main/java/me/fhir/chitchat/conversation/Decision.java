package me.fhir.chitchat.conversation;

import java.util.List;

/** The decision of the turn rules on one request. */
public sealed interface Decision {
    /**
     * The events are written, all or none, and the head becomes {@code after}. The receipt is that of
     * {@code events.get(answer)}.
     */
    record Accepted(List<Event> events, int answer, Head after) implements Decision {
        public Accepted {
            events = List.copyOf(events);
        }

        public Receipt receipt() {
            return Receipt.of(events.get(answer));
        }
    }

    /** Nothing is to be written; the turn is the answer. */
    record NothingToClear(int turn) implements Decision {}

    /** The request breaks a rule. */
    record Refused(ErrorCode code, String sentence) implements Decision {}
}
