package me.fhir.chitchat.orchestrator;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of conversations and the guidance of agents.
 *
 * @param maxTurnsDefault the turn whose closing ends a conversation that set no limit, 1 or more. Default 40
 * @param guidanceDeadlineMs how long after the event that caused it a guidance expects its agent to act, in milliseconds,
 *     0 or more. Default 30000; only announced, never enforced
 */
public record OrchestratorConfiguration(
        @JsonProperty("maxTurnsDefault") @Nullable Integer maxTurnsDefault,
        @JsonProperty("guidanceDeadlineMs") @Nullable Long guidanceDeadlineMs) {
    public int maxTurns() {
        return maxTurnsDefault == null ? 40 : maxTurnsDefault;
    }

    public Duration guidanceDeadline() {
        return Duration.ofMillis(guidanceDeadlineMs == null ? 30_000 : guidanceDeadlineMs);
    }
}
