package me.fhir.chitchat.history;

import java.util.Set;

/** The answer of a server is an error. */
final class RefusedCall extends Exception {
    private static final Set<Integer> DEFINITE = Set.of(-32010, -32011, -32012, -32013, -32602, 404);
    static final int FINALIZED = -32011;

    private final int code;

    RefusedCall(int code, String message) {
        super(code + " " + message);
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Whether it says that nothing happened; any other error leaves that open. */
    boolean definite() {
        return DEFINITE.contains(code);
    }
}
