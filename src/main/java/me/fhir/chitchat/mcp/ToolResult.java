package me.fhir.chitchat.mcp;

import me.fhir.chitchat.json.JsonText;

/** What a tool gives (Server, Tools, Tool Result). */
sealed interface ToolResult {
    /** The value that the tool's output schema describes, as JSON text. */
    record Structured(String json) implements ToolResult {}

    /** What went wrong, as a sentence that the model can act on. */
    record Failed(String sentence) implements ToolResult {}

    /** The members of the {@code CallToolResult}, without braces. The value stands in the text as well, for old clients. */
    default String members() {
        if (this instanceof Structured structured) {
            return "\"content\":[{\"type\":\"text\",\"text\":" + JsonText.quote(structured.json())
                    + "}],\"structuredContent\":" + structured.json() + ",\"isError\":false";
        }
        return "\"content\":[{\"type\":\"text\",\"text\":" + JsonText.quote(((Failed) this).sentence())
                + "}],\"isError\":true";
    }
}
