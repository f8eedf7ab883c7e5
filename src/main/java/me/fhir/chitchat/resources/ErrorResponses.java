package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.JsonWriter;

/** The bodies of errors: always JSON, always a sentence for a person. */
final class ErrorResponses {
    private static final int MAX_FIELDS = 50;

    private ErrorResponses() {}

    static Response of(int status, String sentence) {
        return with(Response.status(status), sentence);
    }

    /** Completes a response that has its status and headers already. */
    static Response with(Response.ResponseBuilder response, String sentence) {
        return JsonResponses.json(response, body(sentence));
    }

    static String body(String sentence) {
        return JsonWriter.object(json -> json.text("error", sentence));
    }

    static Response validation(Map<String, List<String>> fieldErrors) {
        return JsonResponses.json(
                Response.status(400).type(MediaType.APPLICATION_JSON_TYPE),
                JsonWriter.object(
                        json -> json.text("error", "ValidationError").object("details", details -> details.object(
                                        "fieldErrors", fields -> fieldErrors.entrySet().stream()
                                                .limit(MAX_FIELDS)
                                                .forEach(field -> fields.texts(field.getKey(), field.getValue())))
                                .texts("formErrors", formErrors(fieldErrors.size())))));
    }

    private static List<String> formErrors(int fields) {
        return fields <= MAX_FIELDS
                ? List.of()
                : List.of((fields - MAX_FIELDS) + " more fields are wrong; these are the first.");
    }
}
