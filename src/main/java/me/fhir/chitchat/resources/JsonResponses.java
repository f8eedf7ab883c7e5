package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** Answers whose body is JSON text already; as bytes, so that no provider serialises it again. */
final class JsonResponses {
    private JsonResponses() {}

    static Response ok(String json) {
        return json(Response.ok(), json);
    }

    static Response json(Response.ResponseBuilder response, String json) {
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .entity(json.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
