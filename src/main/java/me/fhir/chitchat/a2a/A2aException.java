package me.fhir.chitchat.a2a;

/** A request that is answered with an error of the protocol. */
final class A2aException extends RuntimeException {
    private final A2aError error;

    A2aException(A2aError error, String sentence) {
        // An answer, not a fault: a stack trace would only cost.
        super(sentence, null, false, false);
        this.error = error;
    }

    A2aError error() {
        return error;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
