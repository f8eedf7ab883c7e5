package me.fhir.chitchat.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model answered, and which model it was. */
public record ChatResponse(
        String content,
        List<ToolCall> toolCalls,
        @Nullable Usage usage,
        String provider,
        String model,
        @Nullable String finishReason) {
    public ChatResponse {
        toolCalls = List.copyOf(toolCalls);
    }

    /**
     * What a call used, in tokens.
     *
     * @param cost in US dollars, when the provider tells it
     */
    public record Usage(
            int promptTokens,
            int completionTokens,
            @Nullable Double cost) {}
}
