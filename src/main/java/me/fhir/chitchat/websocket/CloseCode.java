package me.fhir.chitchat.websocket;

/**
 * The codes that this server closes a connection with (RFC 6455, section 7.4, and the IANA registry). After 1001, 1011, 1012
 * and 1013 a client may connect again; after the others it has to change what it sends.
 */
enum CloseCode {
    GOING_AWAY(1001),
    INVALID_PAYLOAD(1007),
    POLICY_VIOLATION(1008),
    MESSAGE_TOO_BIG(1009),
    INTERNAL_ERROR(1011),
    SERVICE_RESTART(1012),
    TRY_AGAIN_LATER(1013);

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
