package me.fhir.chitchat.bridge;

/** The protocol through which an external agent takes part. */
public enum BridgeKind {
    A2A("a2a"),
    MCP("mcp");

    private final String word;

    BridgeKind(String word) {
        this.word = word;
    }

    /** The word in addresses and in {@code metadata.custom.bridge}. */
    public String word() {
        return word;
    }
}
