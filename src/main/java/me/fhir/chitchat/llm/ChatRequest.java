package me.fhir.chitchat.llm;

import java.util.List;

/** One question to a model: at least one message. */
public record ChatRequest(
        List<ChatMessage> messages,
        ModelChoice choice,
        Sampling sampling,
        List<ToolDefinition> tools,
        CallLabel label,
        Purpose purpose) {
    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    public static ChatRequest of(List<ChatMessage> messages) {
        return new ChatRequest(
                messages, ModelChoice.DEFAULT, Sampling.DEFAULT, List.of(), CallLabel.NONE, Purpose.CHAT);
    }

    /** The same question to the model of that choice. */
    public ChatRequest with(ModelChoice other) {
        return new ChatRequest(messages, other, sampling, tools, label, purpose);
    }

    /** The same question, to be answered that way. */
    public ChatRequest with(Sampling other) {
        return new ChatRequest(messages, choice, other, tools, label, purpose);
    }
}
