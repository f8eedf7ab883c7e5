package me.fhir.chitchat.llm;

/** A tool call that the model requests; {@code arguments} is the JSON text that it wrote. */
public record ToolCall(String id, String name, String arguments) {}
