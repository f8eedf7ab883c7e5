package me.fhir.chitchat.llm;

/** A tool the model wants called; {@code arguments} is the JSON text that it wrote. */
public record ToolCall(String id, String name, String arguments) {}
