package me.fhir.chitchat.agent;

import java.util.List;
import java.util.function.Predicate;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;

/** One step of a script. Delays are in milliseconds and come before the step. */
sealed interface ScriptAction {
    /** Sends a message; the payload is complete. */
    record Post(RawJson payload, Finality finality, long delayMs) implements ScriptAction {}

    /** Writes a private trace. */
    record PostTrace(RawJson payload, long delayMs) implements ScriptAction {}

    record Sleep(long ms) implements ScriptAction {}

    /** Ends the turn's steps unless the last message of another agent contains the text. */
    record AssertLastMessageContains(String text) implements ScriptAction {}

    /** Plays the first case that fits the last message of another agent. */
    record Switch(Subject on, List<Case> cases, List<ScriptAction> otherwise) implements ScriptAction {
        public Switch {
            cases = List.copyOf(cases);
            otherwise = List.copyOf(otherwise);
        }
    }

    /** The part of a message that a switch tests. */
    enum Subject {
        TEXT("text"),
        CLIENT_REQUEST_ID("clientRequestId");

        private final String field;

        Subject(String field) {
            this.field = field;
        }

        String field() {
            return field;
        }
    }

    /** One branch of a switch. */
    record Case(Predicate<String> fits, List<ScriptAction> actions) {
        public Case {
            actions = List.copyOf(actions);
        }
    }
}
