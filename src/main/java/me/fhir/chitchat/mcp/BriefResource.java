package me.fhir.chitchat.mcp;

import java.util.List;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;

/** Writes the results of methods about the one resource that there is, {@code brief.md} (Server, Resources). */
final class BriefResource {
    private static final String NAME = "brief.md";
    private static final String URI = "chitchat:///" + NAME;
    private static final String MARKDOWN = "text/markdown";

    private BriefResource() {}

    static JsonWriter list(JsonWriter json) {
        return json.objects("resources", List.of(URI), (resource, uri) -> resource.text("uri", uri)
                .text("name", NAME)
                .text("title", "Your brief")
                .text("description", "Who you are, what you want and know, and which tools your role has.")
                .text("mimeType", MARKDOWN));
    }

    static JsonWriter templates(JsonWriter json) {
        return json.objects("resourceTemplates", List.<String>of(), (template, none) -> {});
    }

    /**
     * Writes the contents of the resource that is asked for.
     *
     * @throws McpRefusal when there is no such resource
     */
    static JsonWriter read(JsonWriter json, String brief, JsonFields params) {
        String asked = params.object().text("uri");
        if (!URI.equals(asked) && !NAME.equals(asked)) {
            throw new McpRefusal(
                    200,
                    JsonRpcError.of(
                            JsonRpcErrorCode.INVALID_PARAMS,
                            "There is no resource " + (asked == null ? "null" : JsonWriter.quoted(asked))
                                    + " here; see resources/list."));
        }
        return json.objects("contents", List.of(brief), (contents, text) -> contents.text("uri", asked)
                .text("mimeType", MARKDOWN)
                .text("text", text));
    }
}
