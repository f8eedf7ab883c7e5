package me.fhir.chitchat.a2a;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.json.JsonWriter;

/** Answers outside of the protocol's own methods: a document, or a sentence about what is wrong with the address. */
final class PlainResponses {
    private PlainResponses() {}

    static void error(HttpServletResponse response, int status, String sentence) throws IOException {
        response.setStatus(status);
        json(response, JsonWriter.object(json -> json.text("error", sentence)));
    }

    static void json(HttpServletResponse response, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
