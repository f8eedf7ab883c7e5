package me.fhir.chitchat.testrun;

/** The server or a peer cannot be reached, or does not do what it should; says nothing about the agents. */
public final class UnavailableException extends Exception {
    UnavailableException(String sentence) {
        super(sentence, null, false, false);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
