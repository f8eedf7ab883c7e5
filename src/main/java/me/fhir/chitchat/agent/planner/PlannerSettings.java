package me.fhir.chitchat.agent.planner;

import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentOptions;
import me.fhir.chitchat.llm.ChatModel;

/** The models of a scenario agent, and its limits. */
record PlannerSettings(ChatModel model, AgentOptions options, AgentConfiguration limits) {}
