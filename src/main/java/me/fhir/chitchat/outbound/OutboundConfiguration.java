package me.fhir.chitchat.outbound;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code outbound} of the configuration.
 *
 * @param allow what may be called beside public addresses, see {@link AllowList}. Default {@code local}, in a pod of Kubernetes
 *     {@code none}
 * @param maxConnections how many may be open at a time, 1 to 10000. Default 64
 * @param maxConnectionsPerHost to one host and port, 1 to 10000. Default 16
 */
public record OutboundConfiguration(
        @JsonProperty("allow")
        @Nullable
        @Pattern(
                regexp = AllowList.LIST,
                message =
                        "must be local, none, or a comma list of address ranges and host names such as 10.0.0.0/8,agent.internal:8080")
        String allow,

        @JsonProperty("maxConnections") @Min(1) @Max(10_000) @Nullable
        Integer maxConnections,

        @JsonProperty("maxConnectionsPerHost") @Min(1) @Max(10_000) @Nullable
        Integer maxConnectionsPerHost) {
    private static final String POD_VARIABLE = "KUBERNETES_SERVICE_HOST";

    public int connections() {
        return maxConnections == null ? 64 : maxConnections;
    }

    public int connectionsPerHost() {
        return maxConnectionsPerHost == null ? 16 : maxConnectionsPerHost;
    }

    /**
     * The allow list, with the default for where the server runs.
     *
     * @throws IllegalArgumentException naming the entry that is wrong
     */
    public AllowList allowList(Map<String, String> environment) {
        if (allow != null && !allow.isBlank()) {
            return AllowList.of(allow);
        }
        return AllowList.of(environment.containsKey(POD_VARIABLE) ? AllowList.NONE : AllowList.LOCAL);
    }
}
