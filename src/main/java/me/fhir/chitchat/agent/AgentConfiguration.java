package me.fhir.chitchat.agent;

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
 * @param maxStepsPerTurn how many answers of a model a scenario agent may use for one turn, 1 or more. Default 20
 * @param turnTimeLimit after what time a scenario agent gives its turn up, 1 s or more. Default 180 s
 * @param oracle how much the oracle sees
 */
public record AgentConfiguration(
        @JsonProperty("maxStepsPerTurn") @Min(1) @Nullable Integer maxStepsPerTurn,

        @JsonProperty("turnTimeLimit") @MinDuration(value = 1, unit = TimeUnit.SECONDS) @Nullable
        Duration turnTimeLimit,

        @JsonProperty("oracle") @Valid @Nullable OracleConfiguration oracle) {
    public static final AgentConfiguration DEFAULT = new AgentConfiguration(null, null, null);

    public int stepLimit() {
        return maxStepsPerTurn == null ? 20 : maxStepsPerTurn;
    }

    public java.time.Duration timeLimit() {
        return turnTimeLimit == null ? java.time.Duration.ofMinutes(3) : turnTimeLimit.toJavaDuration();
    }

    public OracleConfiguration oracleLimits() {
        return oracle == null ? new OracleConfiguration(null, null) : oracle;
    }

    /**
     * How much of what it could see the oracle is shown, in characters.
     *
     * @param maxKnowledgeCharacters of each knowledge base, 1000 or more: a larger one is cut down to the parts that fit
     *     the call. Default 60000
     * @param maxLogCharacters of the conversation, the newest messages, 1000 or more. Default 80000
     */
    public record OracleConfiguration(
            @JsonProperty("maxKnowledgeCharacters") @Min(1000) @Nullable
            Integer maxKnowledgeCharacters,

            @JsonProperty("maxLogCharacters") @Min(1000) @Nullable
            Integer maxLogCharacters) {
        public int knowledgeCharacters() {
            return maxKnowledgeCharacters == null ? 60_000 : maxKnowledgeCharacters;
        }

        public int logCharacters() {
            return maxLogCharacters == null ? 80_000 : maxLogCharacters;
        }
    }
}
