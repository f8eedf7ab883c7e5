package me.fhir.chitchat.mcp;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;

/**
 * Several requests in one body. Only the two oldest versions have them (2025-03-26, Basic, Batching): their servers must
 * take them, every later version has none.
 */
record Batch(List<JsonRpcMessage.Request> requests) {
    private static final List<String> VERSIONS = List.of("2024-11-05", "2025-03-26");
    private static final int MAX = 100;

    Batch {
        requests = List.copyOf(requests);
    }

    /** Whether a body is meant as a batch. */
    static boolean is(String body) {
        return body.stripLeading().startsWith("[");
    }

    /**
     * Reads a batch; it counts as a whole, so one element that is not a request spoils it.
     *
     * @throws McpRefusal when it is none, or when the client speaks a version without batches
     */
    static Batch read(String body, McpGeneration.Headers headers) {
        if (headers.version() != null && !VERSIONS.contains(headers.version())) {
            throw McpRefusal.invalidRequest(
                    400,
                    "Only versions " + String.join(" and ", VERSIONS) + " have batches; send one request at a time.");
        }
        List<Json> elements = elements(body);
        if (elements.isEmpty() || elements.size() > MAX) {
            throw McpRefusal.invalidRequest(400, "A batch must have from 1 to " + MAX + " requests.");
        }
        List<JsonRpcMessage.Request> requests = new ArrayList<>();
        for (Json element : elements) {
            requests.add(request(JsonRpcMessage.ofStrict(element), requests.size()));
        }
        return new Batch(requests);
    }

    private static JsonRpcMessage.Request request(JsonRpcMessage message, int index) {
        if (!(message instanceof JsonRpcMessage.Request request)) {
            throw McpRefusal.invalidRequest(
                    400,
                    "Element " + index + " of the batch: "
                            + ((JsonRpcMessage.Invalid) message).error().message());
        }
        if (!request.notification() && request.id().equals(JsonRpcMessage.NO_ID)) {
            throw McpRefusal.invalidRequest(
                    400, "Element " + index + " of the batch: id must be a string or a number.");
        }
        if (request.method().equals("initialize")) {
            throw McpRefusal.invalidRequest(400, "initialize must not be part of a batch.");
        }
        return request;
    }

    private static List<Json> elements(String body) {
        if (Json.parseOrNull(body) instanceof Json.Array list) {
            return list.elements();
        }
        // Says in its own words what is wrong with the text.
        JsonRpcMessage.Invalid invalid = (JsonRpcMessage.Invalid) JsonRpcMessage.parseStrict(body);
        throw new McpRefusal(400, invalid.error());
    }
}
