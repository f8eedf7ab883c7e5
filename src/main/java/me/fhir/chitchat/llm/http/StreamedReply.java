package me.fhir.chitchat.llm.http;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.json.Json;

/**
 * Reads responses of servers that stream without being asked to: server-sent events ({@code data: …} lines), one JSON
 * object a line, or a list of objects.
 */
public final class StreamedReply {
    private StreamedReply() {}

    /** The objects of the stream in their order; empty when the body is not a stream. */
    public static List<Json.Object> chunks(String body) {
        String text = body.stripLeading();
        if (text.startsWith("[")) {
            return Json.parseOrNull(text) instanceof Json.Array list ? list.objects() : List.of();
        }
        return text.startsWith("{") ? lines(text) : events(text);
    }

    private static List<Json.Object> lines(String text) {
        List<Json.Object> chunks = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Json.Object chunk = Json.objectOrNull(line.strip());
            if (chunk == null && !line.isBlank()) {
                return List.of();
            }
            if (chunk != null) {
                chunks.add(chunk);
            }
        }
        return chunks;
    }

    private static List<Json.Object> events(String text) {
        List<Json.Object> chunks = new ArrayList<>();
        StringBuilder data = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("data:")) {
                data.append(line.substring("data:".length()).strip()).append('\n');
                Json.Object chunk = Json.objectOrNull(data.toString().strip());
                if (chunk != null || data.toString().strip().equals("[DONE]")) {
                    data.setLength(0);
                }
                if (chunk != null) {
                    chunks.add(chunk);
                }
            } else if (line.isEmpty()) {
                data.setLength(0);
            }
        }
        return chunks;
    }
}
