package me.fhir.chitchat.jsonrpc;

import me.fhir.chitchat.json.JsonWriter;

/** Responses and notifications as JSON text. */
public final class JsonRpcText {
    private JsonRpcText() {}

    /** A response; {@code result} is JSON text. */
    public static String result(String id, String result) {
        return new JsonRpcResponse.Result(id, result).json();
    }

    /** A response up to its result; the result and a closing brace follow. */
    public static String resultStart(String id) {
        return new JsonWriter()
                .beginObject()
                .text("jsonrpc", "2.0")
                .raw("id", id)
                .name("result")
                .take();
    }

    public static String error(String id, JsonRpcError error) {
        return new JsonRpcResponse.Failure(id, error).json();
    }

    /** A notification; {@code params} is JSON text. */
    public static String notification(String method, String params) {
        return notificationWriter(method).raw(params).endObject().toString();
    }

    /** A notification up to its params; they are written next, then the object is ended. */
    private static JsonWriter notificationWriter(String method) {
        return new JsonWriter()
                .beginObject()
                .text("jsonrpc", "2.0")
                .text("method", method)
                .name("params");
    }

    /** A notification up to its params; the params and a closing brace follow. */
    public static String notificationStart(String method) {
        return notificationWriter(method).take();
    }
}
