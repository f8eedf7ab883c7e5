package me.fhir.chitchat.bridge;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code bridge} of the configuration.
 *
 * @param keepAliveMs how often an open stream gets a comment, in milliseconds, well below any proxy's time-out. Default
 *     15000; 0 sends none
 */
public record BridgeConfiguration(
        @JsonProperty("keepAliveMs") @Min(0) @Nullable Long keepAliveMs) {
    public Duration keepAlive() {
        return Duration.ofMillis(keepAliveMs == null ? 15_000 : keepAliveMs);
    }
}
