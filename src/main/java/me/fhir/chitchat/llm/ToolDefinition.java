package me.fhir.chitchat.llm;

/** A tool offered to the model; {@code parameters} is the text of its JSON Schema. */
public record ToolDefinition(String name, String description, String parameters) {}
