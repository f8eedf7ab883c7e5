package me.fhir.chitchat.agent;

/**
 * An agent that runs on this server.
 *
 * @param agentClass the class word as it was given, {@code default} when none was
 */
public record EnsuredAgent(String agentId, String agentClass) {}
