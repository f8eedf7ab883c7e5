package me.fhir.chitchat.agent.planner;

import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentOptions;
import me.fhir.chitchat.llm.ChatModel;

/** What a scenario agent thinks with, and within which limits. */
record PlannerSettings(ChatModel model, AgentOptions options, AgentConfiguration limits) {}
