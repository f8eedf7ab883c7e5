package me.fhir.chitchat.resources;

import java.io.InputStream;
import me.fhir.chitchat.http.admission.RequestBody;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonLimits;
import me.fhir.chitchat.json.JsonSyntaxException;

/** Reads a request's body as a JSON object; every fault is a 400 that names it. */
public final class JsonBody {
    /** A scenario's config and history may have 100,000 values each; members of a map take many times their length. */
    private static final JsonLimits LIMITS =
            new JsonLimits(JsonLimits.RECEIVED.depth(), 250_000, JsonLimits.RECEIVED.digits());

    private JsonBody() {}

    /** The body, which must be a JSON object. */
    public static Json.Object object(InputStream body) {
        return RequestBody.read(body, received -> {
            String text = text(received);
            if (text.isBlank()) {
                throw new ApiException(400, "The body is empty; a JSON object is expected.");
            }
            return parse(text);
        });
    }

    /** The body, which must be a JSON object; an empty one counts as {@code {}}. */
    public static Json.Object objectOrEmpty(InputStream body) {
        return RequestBody.read(body, received -> {
            String text = text(received);
            return text.isBlank() ? Json.Object.EMPTY : parse(text);
        });
    }

    private static Json.Object parse(String text) {
        try {
            if (Json.parse(text, LIMITS) instanceof Json.Object object) {
                return object;
            }
            throw new ApiException(400, "The body must be a JSON object.");
        } catch (JsonSyntaxException e) {
            throw new ApiException(400, "The body is not valid JSON: " + e.sentence() + ".");
        }
    }

    private static String text(RequestBody read) {
        if (read instanceof RequestBody.Received text) {
            return text.text();
        }
        RequestBody.Unreadable unusable = (RequestBody.Unreadable) read;
        throw new ApiException(unusable.tooLarge() ? 413 : 400, unusable.sentence());
    }
}
