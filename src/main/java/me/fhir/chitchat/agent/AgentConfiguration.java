package me.fhir.chitchat.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code agents} of the configuration.
 *
 * @param maxStepsPerTurn how many answers of a model a scenario agent may use for one turn, at least 1; 20 by default
 * @param turnTimeLimit after what time a scenario agent gives its turn up; 180 s by default
 * @param oracle what the oracle is shown
 */
public record AgentConfiguration(
        @Min(1) int maxStepsPerTurn,
        @MinDuration(value = 1, unit = TimeUnit.SECONDS) Duration turnTimeLimit,
        @Valid OracleLimits oracle) {
    public static final AgentConfiguration DEFAULT = new AgentConfiguration(20, Duration.seconds(180));

    public AgentConfiguration(int maxStepsPerTurn, Duration turnTimeLimit) {
        this(maxStepsPerTurn, turnTimeLimit, OracleLimits.DEFAULT);
    }

    /**
     * How much of what it could see the oracle is shown, in characters.
     *
     * @param maxKnowledgeCharacters of each knowledge base: a larger one is cut down to the parts that fit the call; at
     *     least 1000, 60000 by default
     * @param maxLogCharacters of the conversation, the newest messages; at least 1000, 80000 by default
     */
    public record OracleLimits(
            @Min(1000) int maxKnowledgeCharacters,
            @Min(1000) int maxLogCharacters) {
        public static final OracleLimits DEFAULT = new OracleLimits(60_000, 80_000);

        @JsonCreator
        static OracleLimits of(
                @JsonProperty("maxKnowledgeCharacters") @Nullable Integer maxKnowledgeCharacters,
                @JsonProperty("maxLogCharacters") @Nullable Integer maxLogCharacters) {
            return new OracleLimits(
                    maxKnowledgeCharacters == null ? DEFAULT.maxKnowledgeCharacters : maxKnowledgeCharacters,
                    maxLogCharacters == null ? DEFAULT.maxLogCharacters : maxLogCharacters);
        }
    }

    @JsonCreator
    static AgentConfiguration of(
            @JsonProperty("maxStepsPerTurn") @Nullable Integer maxStepsPerTurn,
            @JsonProperty("turnTimeLimit") @Nullable Duration turnTimeLimit,
            @JsonProperty("oracle") @Nullable OracleLimits oracle) {
        return new AgentConfiguration(
                maxStepsPerTurn == null ? DEFAULT.maxStepsPerTurn : maxStepsPerTurn,
                turnTimeLimit == null ? DEFAULT.turnTimeLimit : turnTimeLimit,
                oracle == null ? DEFAULT.oracle : oracle);
    }
}
