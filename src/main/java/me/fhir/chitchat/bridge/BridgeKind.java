package me.fhir.chitchat.bridge;

import me.fhir.chitchat.json.WireName;

/** The protocol through which an external agent takes part. */
public enum BridgeKind implements WireName {
    A2A("a2a"),
    MCP("mcp");

    private final String word;

    BridgeKind(String word) {
        this.word = word;
    }

    /** The word in addresses and in {@code metadata.custom.bridge}. */
    @Override
    public String wireName() {
        return word;
    }
}
