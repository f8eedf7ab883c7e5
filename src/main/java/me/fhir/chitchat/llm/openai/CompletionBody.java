package me.fhir.chitchat.llm.openai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonText;
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
        Map<String, String> body = new LinkedHashMap<>();
        body.put("model", JsonText.quoteOrNull(request.choice().model()));
        body.put("messages", messages(request.messages()));
        if (request.sampling().temperature() != null) {
            body.put("temperature", String.valueOf(request.sampling().temperature()));
        }
        if (request.sampling().maxTokens() != null) {
            body.put(tokenLimit, String.valueOf(request.sampling().maxTokens()));
        }
        if (!request.tools().isEmpty()) {
            body.put("tools", tools(request.tools()));
        }
        if (routing != null) {
            body.put("provider", routing);
        }
        return JsonObject.of(body).text();
    }

    private static String messages(List<ChatMessage> messages) {
        return messages.stream()
                .map(message -> "{\"role\":\"" + message.role().name().toLowerCase(Locale.ROOT) + "\",\"content\":"
                        + JsonText.quote(message.content()) + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String tools(List<ToolDefinition> tools) {
        return tools.stream()
                .map(tool -> "{\"type\":\"function\",\"function\":{\"name\":" + JsonText.quote(tool.name())
                        + ",\"description\":" + JsonText.quote(tool.description()) + ",\"parameters\":"
                        + tool.parameters() + "}}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
