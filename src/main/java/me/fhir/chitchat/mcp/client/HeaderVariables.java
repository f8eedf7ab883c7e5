package me.fhir.chitchat.mcp.client;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import me.fhir.chitchat.conversation.McpServerSetting;
import me.fhir.chitchat.outbound.OutboundHeaders;
import me.fhir.chitchat.outbound.UrlOrigin;
import org.jspecify.annotations.Nullable;

/**
 * The values of headers for MCP servers, which the operator keeps in the environment: each variable holds the origin that may
 * be sent the value, a space, and the value. The creator of a conversation chooses the URL, so a value without an origin would
 * be any client's.
 */
final class HeaderVariables {
    private final Map<String, String> environment;

    HeaderVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The headers for a server.
     *
     * @throws McpFailure naming the variable that holds nothing for this server
     */
    OutboundHeaders of(McpServerSetting setting) throws McpFailure {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : setting.headers().entrySet()) {
            String value = value(header.getValue(), setting.url());
            if (value == null) {
                throw new McpFailure("This server has no " + header.getValue() + " for " + UrlOrigin.of(setting.url())
                        + ". Ask its operator to set it.");
            }
            headers.put(header.getKey(), value);
        }
        try {
            return OutboundHeaders.of(headers);
        } catch (OutboundHeaders.InvalidHeadersException e) {
            throw new McpFailure("The server cannot be sent these headers: " + e.getMessage() + ".");
        }
    }

    private @Nullable String value(String variable, URI url) {
        String[] parts = environment.getOrDefault(variable, "").strip().split("\\s+", 2);
        if (parts.length < 2) {
            return null;
        }
        try {
            return UrlOrigin.of(URI.create(parts[0])).equals(UrlOrigin.of(url)) ? parts[1] : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
