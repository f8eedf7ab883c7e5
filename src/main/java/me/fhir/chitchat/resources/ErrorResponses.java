package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.JsonText;

/** The bodies of errors: always JSON, always a sentence for a person. */
final class ErrorResponses {
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
                "{\"error\":\"ValidationError\",\"details\":{\"fieldErrors\":" + JsonText.write(fieldErrors)
                        + ",\"formErrors\":[]}}");
    }
}
