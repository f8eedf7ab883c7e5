/** The scenario agent: how a role is played step by step with a model, and the oracle that answers for its tools. */
@NullMarked
package me.fhir.chitchat.agent.planner;

import org.jspecify.annotations.NullMarked;
