package me.fhir.chitchat.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.Min;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code agents} of the configuration.
 *
 * @param maxStepsPerTurn how many answers of a model a scenario agent may use for one turn, at least 1; 20 by default
 * @param turnTimeLimit after what time a scenario agent gives its turn up; 180 s by default
 */
public record AgentConfiguration(
        @Min(1) int maxStepsPerTurn,
        @MinDuration(value = 1, unit = TimeUnit.SECONDS) Duration turnTimeLimit) {
    public static final AgentConfiguration DEFAULT = new AgentConfiguration(20, Duration.seconds(180));

    @JsonCreator
    static AgentConfiguration of(
            @JsonProperty("maxStepsPerTurn") @Nullable Integer maxStepsPerTurn,
            @JsonProperty("turnTimeLimit") @Nullable Duration turnTimeLimit) {
        return new AgentConfiguration(
                maxStepsPerTurn == null ? DEFAULT.maxStepsPerTurn : maxStepsPerTurn,
                turnTimeLimit == null ? DEFAULT.turnTimeLimit : turnTimeLimit);
    }
}
