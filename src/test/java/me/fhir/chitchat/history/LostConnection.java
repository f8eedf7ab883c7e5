package me.fhir.chitchat.history;

/** There is no answer and there will be none; what was asked may have happened or not. */
final class LostConnection extends Exception {
    LostConnection(String message) {
        super(message);
    }

    LostConnection(Throwable cause) {
        super(cause);
    }
}
