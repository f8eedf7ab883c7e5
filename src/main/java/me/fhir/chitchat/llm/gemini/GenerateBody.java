package me.fhir.chitchat.llm.gemini;

import java.util.List;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatMessage.Role;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.Sampling;
import me.fhir.chitchat.llm.ToolDefinition;

/** The body of {@code generateContent}. */
final class GenerateBody {
    private GenerateBody() {}

    static String of(ChatRequest request) {
        List<ChatMessage> messages = request.messages().stream()
                .filter(message -> message.role() != Role.SYSTEM)
                .toList();
        String system = request.messages().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .map(ChatMessage::content)
                .collect(Collectors.joining("\n\n"));
        JsonWriter json = new JsonWriter().beginObject();
        if (!system.isEmpty() && !messages.isEmpty()) {
            json.object("systemInstruction", instruction -> parts(instruction, system));
        }
        // The API requires a user message; instructions alone are sent as one.
        json.objects(
                "contents", messages.isEmpty() ? List.of(ChatMessage.user(system)) : messages, GenerateBody::content);
        Sampling sampling = request.sampling();
        if (sampling.temperature() != null || sampling.maxTokens() != null) {
            json.object("generationConfig", config -> sampling(config, sampling));
        }
        if (!request.tools().isEmpty()) {
            json.objects(
                    "tools",
                    List.of(request.tools()),
                    (list, tools) -> list.objects("functionDeclarations", tools, GenerateBody::tool));
        }
        return json.endObject().toString();
    }

    private static void content(JsonWriter json, ChatMessage message) {
        parts(json.text("role", message.role() == Role.ASSISTANT ? "model" : "user"), message.content());
    }

    private static void parts(JsonWriter json, String text) {
        json.objects("parts", List.of(text), (part, only) -> part.text("text", only));
    }

    private static void sampling(JsonWriter json, Sampling sampling) {
        if (sampling.temperature() != null) {
            json.number("temperature", sampling.temperature());
        }
        if (sampling.maxTokens() != null) {
            json.number("maxOutputTokens", sampling.maxTokens());
        }
    }

    /** {@code parametersJsonSchema} takes any JSON Schema; the older {@code parameters} only a dialect of it. */
    private static void tool(JsonWriter json, ToolDefinition tool) {
        json.text("name", tool.name())
                .text("description", tool.description())
                .raw("parametersJsonSchema", tool.parameters());
    }
}
