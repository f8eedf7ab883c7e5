package me.fhir.chitchat.llm.gemini;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatMessage.Role;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.Sampling;
import me.fhir.chitchat.llm.ToolDefinition;

/** The body of {@code generateContent}. */
final class GenerateBody {
    private GenerateBody() {}

    static String of(ChatRequest request) {
        List<ChatMessage> talk = request.messages().stream()
                .filter(message -> message.role() != Role.SYSTEM)
                .toList();
        String system = request.messages().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .map(ChatMessage::content)
                .collect(Collectors.joining("\n\n"));
        Map<String, String> body = new LinkedHashMap<>();
        if (!system.isEmpty() && !talk.isEmpty()) {
            body.put("systemInstruction", "{" + parts(system) + "}");
        }
        // The API wants something to answer; instructions alone are that then.
        body.put("contents", contents(talk.isEmpty() ? List.of(ChatMessage.user(system)) : talk));
        String sampling = sampling(request.sampling());
        if (!sampling.equals("{}")) {
            body.put("generationConfig", sampling);
        }
        if (!request.tools().isEmpty()) {
            body.put("tools", tools(request.tools()));
        }
        return JsonObject.of(body).text();
    }

    private static String contents(List<ChatMessage> talk) {
        return talk.stream()
                .map(message -> "{\"role\":\"" + (message.role() == Role.ASSISTANT ? "model" : "user") + "\","
                        + parts(message.content()) + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String parts(String text) {
        return "\"parts\":[{\"text\":" + JsonText.quote(text) + "}]";
    }

    private static String sampling(Sampling sampling) {
        Map<String, String> config = new LinkedHashMap<>();
        if (sampling.temperature() != null) {
            config.put("temperature", String.valueOf(sampling.temperature()));
        }
        if (sampling.maxTokens() != null) {
            config.put("maxOutputTokens", String.valueOf(sampling.maxTokens()));
        }
        return JsonObject.of(config).text();
    }

    /** {@code parametersJsonSchema} takes any JSON Schema; the older {@code parameters} only a dialect of it. */
    private static String tools(List<ToolDefinition> tools) {
        return tools.stream()
                .map(tool -> "{\"name\":" + JsonText.quote(tool.name()) + ",\"description\":"
                        + JsonText.quote(tool.description()) + ",\"parametersJsonSchema\":" + tool.parameters() + "}")
                .collect(Collectors.joining(",", "[{\"functionDeclarations\":[", "]}]"));
    }
}
