package me.fhir.chitchat.jsonrpc;

/** Answers and notifications as JSON text. */
public final class JsonRpcText {
    private JsonRpcText() {}

    /** An answer; {@code result} is JSON text. */
    public static String result(String id, String result) {
        return resultStart(id) + result + "}";
    }

    /** An answer up to its result; the result and a closing brace follow. */
    public static String resultStart(String id) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":";
    }

    public static String error(String id, JsonRpcError error) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":" + error.json() + "}";
    }

    /** A notification; {@code params} is JSON text. */
    public static String notification(String method, String params) {
        return notificationStart(method) + params + "}";
    }

    /** A notification up to its params; the params and a closing brace follow. */
    public static String notificationStart(String method) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":";
    }
}
