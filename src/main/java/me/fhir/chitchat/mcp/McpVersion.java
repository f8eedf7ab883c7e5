package me.fhir.chitchat.mcp;

import java.util.List;

/** The revisions of the protocol that are spoken here. */
final class McpVersion {
    /** Stateless: every request carries its version (2026-07-28, Basic, Versioning). */
    static final String MODERN = "2026-07-28";

    /** With {@code initialize}, the newest last. */
    static final List<String> LEGACY = List.of("2025-03-26", "2025-06-18", "2025-11-25");

    /** What {@code initialize} offers a client that asks for an unknown one. */
    static final String LATEST_LEGACY = LEGACY.get(LEGACY.size() - 1);

    private McpVersion() {}
}
