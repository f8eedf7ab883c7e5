package me.fhir.chitchat.jsonrpc;

/** The codes that JSON-RPC 2.0 (section 5.1) reserves, as far as they are used. */
public enum JsonRpcErrorCode {
    PARSE_ERROR(-32700),
    INVALID_REQUEST(-32600),
    METHOD_NOT_FOUND(-32601),
    INVALID_PARAMS(-32602),
    INTERNAL_ERROR(-32603),
    /** The first of the codes that are left to servers. */
    SERVER_ERROR(-32000);

    private final int code;

    JsonRpcErrorCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
