package me.fhir.chitchat.outbound.card;

/** A version of A2A and how its messages are carried. */
public enum A2aDialect {
    JSONRPC_03("0.3", "JSONRPC"),
    JSONRPC_10("1.0", "JSONRPC"),
    HTTP_JSON_10("1.0", "HTTP+JSON");

    private final String version;
    private final String binding;

    A2aDialect(String version, String binding) {
        this.version = version;
        this.binding = binding;
    }

    public String version() {
        return version;
    }

    public String binding() {
        return binding;
    }
}
