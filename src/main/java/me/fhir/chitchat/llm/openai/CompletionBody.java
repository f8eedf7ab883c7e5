package me.fhir.chitchat.llm.openai;

import java.util.Locale;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ToolDefinition;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /chat/completions}. */
final class CompletionBody {
    private CompletionBody() {}

    /**
     * The JSON text.
     *
     * @param routing OpenRouter's member {@code provider}, JSON text too
     * @param tokenLimit the member that holds the token limit
     */
    static String of(ChatRequest request, @Nullable String routing, String tokenLimit) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .text("model", request.choice().model())
                .objects("messages", request.messages(), CompletionBody::message);
        if (request.sampling().temperature() != null) {
            json.number("temperature", request.sampling().temperature());
        }
        if (request.sampling().maxTokens() != null) {
            json.number(tokenLimit, request.sampling().maxTokens());
        }
        if (!request.tools().isEmpty()) {
            json.objects("tools", request.tools(), CompletionBody::tool);
        }
        return json.optionalRaw("provider", routing).endObject().toString();
    }

    private static void message(JsonWriter json, ChatMessage message) {
        json.text("role", message.role().name().toLowerCase(Locale.ROOT)).text("content", message.content());
    }

    private static void tool(JsonWriter json, ToolDefinition tool) {
        json.text("type", "function").object("function", function -> function.text("name", tool.name())
                .text("description", tool.description())
                .raw("parameters", tool.parameters()));
    }
}
