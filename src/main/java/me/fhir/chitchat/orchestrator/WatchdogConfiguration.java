package me.fhir.chitchat.orchestrator;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When silent conversations are closed.
 *
 * @param enabled whether at all. Default true
 * @param intervalMs how often it checks, in milliseconds, 1 or more. Default 300000
 * @param minAgeMs a conversation younger than this is left alone, in milliseconds, 0 or more. Default 120000
 * @param stalledThresholdMs silence for this long ends a conversation that set nothing else, in milliseconds, 1 or
 *     more. Default 600000
 */
public record WatchdogConfiguration(
        @JsonProperty("enabled") @Nullable Boolean enabled,
        @JsonProperty("intervalMs") @Min(1) @Nullable Long intervalMs,
        @JsonProperty("minAgeMs") @Min(0) @Nullable Long minAgeMs,

        @JsonProperty("stalledThresholdMs") @Min(1) @Nullable
        Long stalledThresholdMs) {
    public boolean on() {
        return enabled == null || enabled;
    }

    public Duration interval() {
        return Duration.ofMillis(intervalMs == null ? 300_000 : intervalMs);
    }

    public Duration minAge() {
        return Duration.ofMillis(minAgeMs == null ? 120_000 : minAgeMs);
    }

    public Duration stalledThreshold() {
        return Duration.ofMillis(stalledThresholdMs == null ? 600_000 : stalledThresholdMs);
    }
}
