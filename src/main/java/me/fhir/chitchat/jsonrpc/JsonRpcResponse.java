package me.fhir.chitchat.jsonrpc;

import me.fhir.chitchat.json.JsonWriter;

/** The response to a request (JSON-RPC 2.0, section 5). */
public sealed interface JsonRpcResponse {
    /** The request's id as JSON text. */
    String id();

    /** Writes {@code result} or {@code error}. */
    void write(JsonWriter json);

    /** The response as JSON text. */
    default String json() {
        return JsonWriter.object(json -> write(json.text("jsonrpc", "2.0").raw("id", id())));
    }

    /**
     * The request succeeded.
     *
     * @param result JSON text
     */
    record Result(String id, String result) implements JsonRpcResponse {
        @Override
        public void write(JsonWriter json) {
            json.raw("result", result);
        }
    }

    /** The request failed. */
    record Failure(String id, JsonRpcError error) implements JsonRpcResponse {
        @Override
        public void write(JsonWriter json) {
            json.object("error", error::write);
        }
    }
}
