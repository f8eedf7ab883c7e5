package me.fhir.chitchat.mcp;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import me.fhir.chitchat.bridge.BridgeServices;
import me.fhir.chitchat.bridge.PublicAddress;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.http.admission.HostCheck;
import me.fhir.chitchat.http.admission.OutgoingBytes;

/** Registers the MCP protocol below {@code /api/bridge} and {@code /api/seats}. */
public final class McpEndpoint {
    private McpEndpoint() {}

    /** Under which addresses the server answers, and from where requests come. */
    public record McpAddressing(PublicAddress address, HostCheck hostCheck, ClientAddress clients) {}

    /**
     * Registers it.
     *
     * @param outgoing counts what waits for clients
     */
    public static void register(
            Environment environment, BridgeServices services, McpAddressing addressing, OutgoingBytes outgoing) {
        McpFilter filter = new McpFilter(
                new McpTransport(addressing.hostCheck()),
                new McpBridge(services, outgoing.places()),
                new McpSeats(services, addressing.clients(), outgoing.places()),
                services.handover(),
                outgoing);
        environment
                .servlets()
                .addFilter("mcp", filter)
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/api/bridge/*", "/api/seats/*");
        environment
                .jersey()
                .register(new DiagResource(services.scenarios(), addressing.hostCheck(), addressing.address()));
    }
}
