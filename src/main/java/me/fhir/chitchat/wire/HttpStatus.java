package me.fhir.chitchat.wire;

import me.fhir.chitchat.conversation.ErrorCode;

/** The HTTP status of a request that the domain refused, the same for every protocol that answers with one. */
public final class HttpStatus {
    private HttpStatus() {}

    public static int of(ErrorCode code) {
        return switch (code) {
            case INVALID_PARAMS, FINALITY_NOT_ALLOWED -> 400;
            case NOT_ALLOWED -> 403;
            case NOT_FOUND -> 404;
            case TURN_CONFLICT, INVALID_TURN, CONVERSATION_FINALIZED -> 409;
            case STORE_UNAVAILABLE, STORE_DAMAGED -> 503;
            case STORE_FULL -> 507;
        };
    }
}
