package me.fhir.chitchat.websocket;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of WebSocket connections.
 *
 * @param maxFrameBytes the largest message taken, in bytes; a larger one closes the connection with 1009. Default 16 MiB
 * @param pingIntervalMs how often a connection is pinged, in milliseconds, below any proxy's time-out. Default 25000; 0
 *     never pings
 * @param maxWaitingBytes how many bytes of live frames may wait for a subscriber that does not read; beyond it the
 *     connection is closed with 1013. Default 8 MiB
 * @param maxWaitingFrames the same in frames. Default 1000
 */
public record WebSocketConfiguration(
        @JsonProperty("maxFrameBytes") @Min(1024) @Nullable Integer maxFrameBytes,
        @JsonProperty("pingIntervalMs") @Min(0) @Nullable Long pingIntervalMs,
        @JsonProperty("maxWaitingBytes") @Min(1) @Nullable Long maxWaitingBytes,
        @JsonProperty("maxWaitingFrames") @Min(1) @Nullable Integer maxWaitingFrames) {
    private static final int MIB = 1024 * 1024;

    public int frameBytes() {
        return maxFrameBytes == null ? 16 * MIB : maxFrameBytes;
    }

    public Duration pingInterval() {
        return Duration.ofMillis(pingIntervalMs == null ? 25_000 : pingIntervalMs);
    }

    OutboundLimit outboundLimit() {
        return new OutboundLimit(
                maxWaitingBytes == null ? 8L * MIB : maxWaitingBytes,
                maxWaitingFrames == null ? 1000 : maxWaitingFrames);
    }

    /** How much may wait for a slow subscriber behind the frame that is being sent. */
    record OutboundLimit(long bytes, int frames) {}
}
