package me.fhir.chitchat.llm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model's answer, and its name. */
public record ChatResponse(
        ModelOutput output,
        @Nullable TokenUsage usage,
        String provider,
        String model,
        @Nullable String finishReason) {
    /** An answer without thinking. */
    public ChatResponse(
            String content,
            List<ToolCall> toolCalls,
            @Nullable TokenUsage usage,
            String provider,
            String model,
            @Nullable String finishReason) {
        this(ModelOutput.plain(content, toolCalls), usage, provider, model, finishReason);
    }

    /** The answer's text, without thinking. */
    public String content() {
        return output.content();
    }

    public List<ToolCall> toolCalls() {
        return output.toolCalls();
    }

    /** Whether the token limit cut the answer off. */
    public boolean cutOff() {
        return "length".equals(finishReason) || "MAX_TOKENS".equals(finishReason);
    }

    /**
     * The usage of a call, in tokens.
     *
     * @param cost in US dollars, when the provider reports it
     */
    public record TokenUsage(
            int promptTokens,
            int completionTokens,
            @Nullable Double cost) {}
}
