package me.fhir.chitchat.jsonrpc;

import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.OuterMember;
import org.jspecify.annotations.Nullable;

/** A client's message: a request, or text that is not one. */
public sealed interface JsonRpcMessage {
    /** The request's id as JSON text, {@code null} when it has none. */
    String id();

    /**
     * A request; one without an id is answered under {@code null}.
     *
     * @param notification whether there was no id, not even {@code null}
     */
    record Request(String id, boolean notification, String method, JsonFields params) implements JsonRpcMessage {}

    /** Something that is answered with an error. */
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
        try {
            return of(Json.parse(text), strict);
        } catch (JsonSyntaxException e) {
            // The caller should learn that it was this request, where the id can be read.
            Json found = e.beyondLimits() ? Json.parseOrNull(OuterMember.scalar(text, "id")) : null;
            String id = found != null && isId(found, strict) ? found.raw() : NO_ID;
            return new Invalid(
                    id,
                    JsonRpcError.of(
                            JsonRpcErrorCode.PARSE_ERROR, "The request cannot be parsed: " + e.sentence() + "."));
        }
    }

    /** Like {@link #parseStrict}, for one element of a batch. */
    static JsonRpcMessage ofStrict(Json value) {
        return of(value, true);
    }

    private static JsonRpcMessage of(Json value, boolean strict) {
        if (!(value instanceof Json.Object fields)) {
            return invalid(NO_ID, "A request is one JSON object; batches and bare values are not.");
        }
        Json idValue = fields.get("id");
        if (!isId(idValue, strict)) {
            return invalid(NO_ID, "id must be a string, a number or null; it is " + Json.kindOf(idValue) + ".");
        }
        String id = idValue == null ? NO_ID : idValue.raw();
        if (strict && !"2.0".equals(fields.text("jsonrpc"))) {
            return invalid(id, "A request must say \"jsonrpc\": \"2.0\".");
        }
        String method = fields.text("method");
        if (method == null) {
            return invalid(id, "method must be a string; it is " + Json.kindOf(fields.get("method")) + ".");
        }
        Json params = fields.has("params") ? fields.get("params") : Json.Object.EMPTY;
        if (params instanceof Json.Object object) {
            return new Request(id, idValue == null, method, JsonFields.of(object, "", JsonRpcException.INVALID_PARAMS));
        }
        return new Invalid(
                id,
                JsonRpcError.of(
                        JsonRpcErrorCode.INVALID_PARAMS,
                        "params must be an object; it is " + Json.kindOf(params) + "."));
    }

    /** The bridges take any scalar, as some clients number their requests in ways of their own. */
    private static boolean isId(@Nullable Json value, boolean strict) {
        boolean scalar = !(value instanceof Json.Object) && !(value instanceof Json.Array);
        return scalar && (strict || !(value instanceof Json.Bool));
    }

    private static Invalid invalid(String id, String sentence) {
        return new Invalid(id, JsonRpcError.of(JsonRpcErrorCode.INVALID_REQUEST, sentence));
    }
}
