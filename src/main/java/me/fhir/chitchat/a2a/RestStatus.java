package me.fhir.chitchat.a2a;

/** The HTTP status of an error and its name in {@code google.rpc.Code} (A2A 1.0, sections 5.4 and 11.6). */
enum RestStatus {
    INVALID_ARGUMENT(400),
    FAILED_PRECONDITION(400),
    NOT_FOUND(404),
    INTERNAL(500);

    private final int code;

    RestStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static RestStatus of(A2aError error) {
        return switch (error) {
            case PARSE_ERROR, INVALID_REQUEST, INVALID_PARAMS, CONTENT_TYPE_NOT_SUPPORTED -> INVALID_ARGUMENT;
            case TASK_NOT_FOUND, METHOD_NOT_FOUND -> NOT_FOUND;
            case INTERNAL_ERROR -> INTERNAL;
            case TASK_NOT_CANCELABLE,
                    PUSH_NOTIFICATION_NOT_SUPPORTED,
                    UNSUPPORTED_OPERATION,
                    EXTENDED_AGENT_CARD_NOT_CONFIGURED,
                    VERSION_NOT_SUPPORTED -> FAILED_PRECONDITION;
        };
    }
}
