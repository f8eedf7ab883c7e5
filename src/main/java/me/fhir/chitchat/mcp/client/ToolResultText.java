package me.fhir.chitchat.mcp.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.fhir.chitchat.agent.planner.ToolServers.ToolReturn;
import me.fhir.chitchat.json.CompactJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;

/** The result of a {@code tools/call} as the JSON value that an agent reads. */
final class ToolResultText {
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_ERROR_LENGTH = 4_000;

    private ToolResultText() {}

    static ToolReturn of(String tool, Json.Object result) {
        String type = result.text("resultType");
        if (type != null && !type.equals("complete")) {
            return new ToolReturn(true, "The tool asks for more input, which cannot be given here; go on without it.");
        }
        String text = result.objects("content").stream()
                .map(ToolResultText::block)
                .collect(Collectors.joining("\n\n"))
                .strip();
        if ("true".equals(result.raw("isError"))) {
            String reason = text.isEmpty() ? "The tool failed without a reason." : text;
            return new ToolReturn(true, reason.substring(0, Math.min(reason.length(), MAX_ERROR_LENGTH)));
        }
        String json = json(tool, result, text);
        return json.getBytes(UTF_8).length > MAX_BYTES
                ? new ToolReturn(true, "The result is larger than 256 KiB, which is the most; ask for less.")
                : new ToolReturn(false, json);
    }

    private static String json(String tool, Json.Object result, String text) {
        Json.Object structured = result.object("structuredContent");
        if (structured != null) {
            return CompactJson.of(structured);
        }
        Json read = text.startsWith("{") || text.startsWith("[") ? Json.parseOrNull(text) : null;
        if (read != null) {
            return CompactJson.of(read);
        }
        return JsonWriter.object(file -> file.text("name", tool + ".txt")
                .text("contentType", "text/plain")
                .text("content", text));
    }

    /** One part of the content; bytes are named, not shown. */
    private static String block(Json.Object block) {
        Json.Object resource = block.object("resource");
        if (block.text("text") != null) {
            return String.valueOf(block.text("text"));
        }
        if (resource != null && resource.text("text") != null) {
            return String.valueOf(resource.text("text"));
        }
        Json.Object described = resource == null ? block : resource;
        return Stream.of(block.text("type"), described.text("mimeType"), described.text("uri"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" ", "(", ")"));
    }
}
