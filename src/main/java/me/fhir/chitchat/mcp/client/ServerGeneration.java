package me.fhir.chitchat.mcp.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Which generation of MCP a server speaks, and what every request needs for it. */
sealed interface ServerGeneration {
    String VERSION_HEADER = "MCP-Protocol-Version";

    String SESSION_HEADER = "Mcp-Session-Id";

    /** Writes what every request has in its params. */
    default void meta(JsonWriter params) {}

    /** The headers of a request. */
    Map<String, String> headers(McpRequest request);

    /** 2026-07-28: version and capabilities in every request, no session (Basic, Per-request metadata). */
    record Modern() implements ServerGeneration {
        static final String VERSION = "2026-07-28";

        @Override
        public void meta(JsonWriter params) {
            params.object("_meta", meta -> meta.text("io.modelcontextprotocol/protocolVersion", VERSION)
                    .object("io.modelcontextprotocol/clientInfo", ServerGeneration::clientInfo)
                    .object("io.modelcontextprotocol/clientCapabilities", none -> {}));
        }

        @Override
        public Map<String, String> headers(McpRequest request) {
            Map<String, String> headers = new LinkedHashMap<>(request.mirrored());
            headers.put(VERSION_HEADER, VERSION);
            headers.put("Mcp-Method", request.method());
            return headers;
        }
    }

    /**
     * Through 2025-11-25: {@code initialize} first, then the version and the session in headers (Streamable HTTP).
     *
     * @param version what the server answered; null before
     * @param session the session id that the server expects, or null
     */
    record Legacy(@Nullable String version, @Nullable String session) implements ServerGeneration {
        static final List<String> VERSIONS = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");
        static final Legacy BEFORE = new Legacy(null, null);

        @Override
        public Map<String, String> headers(McpRequest request) {
            Map<String, String> headers = new LinkedHashMap<>();
            if (version != null) {
                headers.put(VERSION_HEADER, version);
            }
            if (session != null) {
                headers.put(SESSION_HEADER, session);
            }
            return headers;
        }
    }

    static void clientInfo(JsonWriter info) {
        info.text("name", "chitchat").text("version", "1.0");
    }
}
