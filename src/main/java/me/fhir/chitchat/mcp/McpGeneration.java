package me.fhir.chitchat.mcp;

import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import org.jspecify.annotations.Nullable;

/** Which generation of the protocol a request uses: with or without {@code initialize}. No session is kept. */
enum McpGeneration {
    /** Through 2025-11-25: {@code initialize} first, the version in a header afterwards. */
    LEGACY,
    /** From 2026-07-28: version and capabilities of the client in every request. */
    MODERN;

    /** Basic, Per-request metadata (2026-07-28). */
    private static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";

    private static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

    /** The headers of the protocol (Basic, Transports, Streamable HTTP); null where one is missing. */
    record Headers(
            @Nullable String version,
            @Nullable String method,
            @Nullable String name) {}

    /**
     * Determines the generation of a request and checks that headers and body agree.
     *
     * @throws McpRefusal when they do not, or when the version is not supported
     */
    static McpGeneration of(JsonRpcMessage.Request request, Headers headers) {
        Json.Object meta = request.params().object().object("_meta");
        if (meta != null && meta.get(META_VERSION) != null) {
            requireModern(request, headers, meta);
            return MODERN;
        }
        String version = headers.version() == null ? McpVersion.WITHOUT_HEADER : headers.version();
        if (version.equals(McpVersion.MODERN)) {
            if (request.notification()) {
                return MODERN;
            }
            throw McpRefusal.invalidParams("params._meta[\"" + META_VERSION + "\"] is missing; version "
                    + McpVersion.MODERN + " requires it in every request.");
        }
        if (!McpVersion.LEGACY.contains(version)) {
            throw McpRefusal.unsupportedVersion(version, McpVersion.LEGACY);
        }
        return LEGACY;
    }

    private static void requireModern(JsonRpcMessage.Request request, Headers headers, Json.Object meta) {
        String version = meta.text(META_VERSION);
        if (version == null) {
            throw McpRefusal.invalidParams("params._meta[\"" + META_VERSION + "\"] must be a string; it is "
                    + Json.kindOf(meta.get(META_VERSION)) + ".");
        }
        if (request.notification()) {
            return;
        }
        requireEqual("MCP-Protocol-Version", headers.version(), version);
        if (!version.equals(McpVersion.MODERN)) {
            throw McpRefusal.unsupportedVersion(version, List.of(McpVersion.MODERN));
        }
        if (meta.object(META_CAPABILITIES) == null) {
            throw McpRefusal.invalidParams("params._meta[\"" + META_CAPABILITIES + "\"] must be an object; it is "
                    + Json.kindOf(meta.get(META_CAPABILITIES)) + ".");
        }
        requireEqual("Mcp-Method", headers.method(), request.method());
        String name = request.params().object().text("name");
        if (request.method().equals("tools/call") && name != null) {
            requireEqual("Mcp-Name", HeaderValue.decoded(headers.name()), name);
        }
    }

    private static void requireEqual(String header, @Nullable String said, String body) {
        if (said == null) {
            throw McpRefusal.headerMismatch(
                    "The header " + header + " is missing; it must be " + JsonWriter.quoted(body) + " as in the body.");
        }
        if (!said.equals(body)) {
            throw McpRefusal.headerMismatch("The header " + header + " says " + JsonWriter.quoted(said)
                    + ", the body says " + JsonWriter.quoted(body) + ".");
        }
    }
}
