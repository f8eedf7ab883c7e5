package me.fhir.chitchat.mcp;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it leaves.
 *
 * @param json null where a status says all
 * @param headers beside those that every answer with a body has
 */
record McpResponse(int status, @Nullable String json, Map<String, String> headers) {
    McpResponse {
        headers = Map.copyOf(headers);
    }

    static McpResponse json(int status, String json) {
        return new McpResponse(status, json, Map.of());
    }

    static McpResponse empty(int status) {
        return new McpResponse(status, null, Map.of());
    }

    McpResponse with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new McpResponse(status, json, more);
    }

    void head(HttpServletResponse response) {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        if (json != null) {
            response.setContentType("application/json");
            response.setHeader("Cache-Control", "no-store");
        }
    }
}
