package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.JsonText;

/** The bodies of errors: always JSON, always a sentence for a person. */
final class ErrorResponses {
    private static final int MOST_FIELDS = 50;

    private ErrorResponses() {}

    static Response of(int status, String sentence) {
        return with(Response.status(status), sentence);
    }

    /** Completes a response that has its status and headers already. */
    static Response with(Response.ResponseBuilder response, String sentence) {
        return JsonResponses.json(response, body(sentence));
    }

    static String body(String sentence) {
        return "{\"error\":" + JsonText.quote(sentence) + "}";
    }

    static Response validation(Map<String, List<String>> fieldErrors) {
        return JsonResponses.json(
                Response.status(400).type(MediaType.APPLICATION_JSON_TYPE),
                "{\"error\":\"ValidationError\",\"details\":{\"fieldErrors\":" + JsonText.write(first(fieldErrors))
                        + ",\"formErrors\":" + formErrors(fieldErrors.size()) + "}}");
    }

    private static Map<String, List<String>> first(Map<String, List<String>> fieldErrors) {
        Map<String, List<String>> first = new LinkedHashMap<>();
        fieldErrors.entrySet().stream()
                .limit(MOST_FIELDS)
                .forEach(field -> first.put(field.getKey(), field.getValue()));
        return first;
    }

    private static String formErrors(int fields) {
        return fields <= MOST_FIELDS
                ? "[]"
                : "[" + JsonText.quote((fields - MOST_FIELDS) + " more fields are wrong; these are the first.") + "]";
    }
}
