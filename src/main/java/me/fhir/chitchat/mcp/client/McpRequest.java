package me.fhir.chitchat.mcp.client;

import java.util.Map;
import java.util.function.Consumer;
import me.fhir.chitchat.json.JsonWriter;

/**
 * A request or, without an answer, a notification.
 *
 * @param params writes the members of its params
 * @param mirrored parts of the params that stand in headers too, in the generation that wants them there
 */
record McpRequest(String method, Consumer<JsonWriter> params, Map<String, String> mirrored) {
    static McpRequest of(String method, Consumer<JsonWriter> params) {
        return new McpRequest(method, params, Map.of());
    }
}
