package me.fhir.chitchat.a2a;

/** Why a request fails (A2A 0.3, section 8; 1.0, sections 5.4 and 9.5). */
enum A2aError {
    PARSE_ERROR(-32700),
    INVALID_REQUEST(-32600),
    METHOD_NOT_FOUND(-32601),
    INVALID_PARAMS(-32602),
    INTERNAL_ERROR(-32603),
    TASK_NOT_FOUND(-32001),
    TASK_NOT_CANCELABLE(-32002),
    PUSH_NOTIFICATION_NOT_SUPPORTED(-32003),
    UNSUPPORTED_OPERATION(-32004),
    CONTENT_TYPE_NOT_SUPPORTED(-32005),
    EXTENDED_AGENT_CARD_NOT_CONFIGURED(-32007),
    VERSION_NOT_SUPPORTED(-32009);

    private final int code;

    A2aError(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The reason word that goes with a code of JSON-RPC's own. */
    static A2aError ofCode(int code) {
        for (A2aError error : values()) {
            if (error.code == code) {
                return error;
            }
        }
        return INTERNAL_ERROR;
    }
}
