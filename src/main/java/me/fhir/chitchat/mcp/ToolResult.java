package me.fhir.chitchat.mcp;

import java.util.List;
import java.util.function.Consumer;
import me.fhir.chitchat.json.JsonWriter;

/** A tool's result (Server, Tools, Tool Result). */
sealed interface ToolResult {
    /** The value that the tool's output schema describes, as JSON text. */
    record Structured(String json) implements ToolResult {
        @Override
        public void write(JsonWriter result) {
            // The value stands in the text as well, for old clients.
            text(result, json).raw("structuredContent", json).flag("isError", false);
        }
    }

    /** The error, as a sentence that the model can act on. */
    record ToolFailure(String sentence) implements ToolResult {
        @Override
        public void write(JsonWriter result) {
            text(result, sentence).flag("isError", true);
        }
    }

    /** A structured result with these members. */
    static ToolResult of(Consumer<JsonWriter> members) {
        return new Structured(JsonWriter.object(members));
    }

    /** Writes the members of the {@code CallToolResult}. */
    void write(JsonWriter result);

    private static JsonWriter text(JsonWriter result, String text) {
        return result.objects("content", List.of(text), (part, only) -> part.text("type", "text")
                .text("text", only));
    }
}
