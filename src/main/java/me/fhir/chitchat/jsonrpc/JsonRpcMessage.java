package me.fhir.chitchat.jsonrpc;

import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;

/** What a client sent: a request, or something that is none. */
public sealed interface JsonRpcMessage {
    /** The request's id as JSON text, {@code null} when it has none. */
    String id();

    /**
     * A request; one without an id is answered under {@code null}.
     *
     * @param notification whether there was no id, not even {@code null}
     */
    record Request(String id, boolean notification, String method, Params params) implements JsonRpcMessage {}

    /** Something that gets an error for an answer. */
    record Invalid(String id, JsonRpcError error) implements JsonRpcMessage {}

    /** The JSON text of a missing id. */
    String NO_ID = "null";

    /** Reads one message; a missing {@code jsonrpc} is tolerated. */
    static JsonRpcMessage parse(String text) {
        return parse(text, false);
    }

    /** Reads one message by the letter of section 4: it must say {@code "jsonrpc":"2.0"}. */
    static JsonRpcMessage parseStrict(String text) {
        return parse(text, true);
    }

    private static JsonRpcMessage parse(String text, boolean strict) {
        JsonObject fields;
        try {
            fields = JsonObject.parse(JsonText.repairSurrogates(text));
        } catch (JsonSyntaxException e) {
            return e.wellFormed()
                    ? invalid(NO_ID, "A request is one JSON object; batches and bare values are not.")
                    : new Invalid(
                            NO_ID,
                            JsonRpcError.of(JsonRpcError.PARSE_ERROR, "This is not JSON: " + e.sentence() + "."));
        }
        JsonKind idKind = fields.kind("id");
        boolean scalar = idKind != JsonKind.OBJECT && idKind != JsonKind.ARRAY;
        // The bridges take any scalar, as some clients number their requests in ways of their own.
        if (!scalar || (!strict && idKind == JsonKind.BOOLEAN)) {
            return invalid(NO_ID, "id must be a string, a number or null; it is " + idKind.words() + ".");
        }
        String id = idKind == JsonKind.ABSENT ? NO_ID : String.valueOf(fields.raw("id"));
        if (strict && !"2.0".equals(fields.string("jsonrpc"))) {
            return invalid(id, "A request must say \"jsonrpc\": \"2.0\".");
        }
        String method = fields.string("method");
        if (method == null) {
            return invalid(
                    id,
                    "method must be a string; it is " + fields.kind("method").words() + ".");
        }
        JsonObject params = fields.has("params") ? fields.object("params") : JsonObject.EMPTY;
        if (params == null) {
            return new Invalid(
                    id,
                    JsonRpcError.of(
                            JsonRpcError.INVALID_PARAMS,
                            "params must be an object; it is "
                                    + fields.kind("params").words() + "."));
        }
        return new Request(id, idKind == JsonKind.ABSENT, method, new Params(params));
    }

    private static Invalid invalid(String id, String sentence) {
        return new Invalid(id, JsonRpcError.of(JsonRpcError.INVALID_REQUEST, sentence));
    }
}
