package me.fhir.chitchat.mcp;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import me.fhir.chitchat.admission.ClientAddress;
import me.fhir.chitchat.admission.HostCheck;
import me.fhir.chitchat.admission.ResponsePermits;
import me.fhir.chitchat.bridge.BridgeServices;
import me.fhir.chitchat.bridge.PublicAddress;

/** Registers the MCP protocol below {@code /api/bridge} and {@code /api/seats}. */
public final class McpEndpoint {
    private McpEndpoint() {}

    /** Under which addresses the server answers, and from where requests come. */
    public record McpAddressing(PublicAddress address, HostCheck hosts, ClientAddress clients) {}

    /**
     * Registers it.
     *
     * @param places where replies are put together, a few at a time
     */
    public static void register(
            Environment environment, BridgeServices services, McpAddressing arrival, ResponsePermits places) {
        ReplyCheck replies = new ReplyCheck(
                services.conversations(), services.store(), services.longPoll(), new DeliveredReplies(), places);
        ChatTools tools = new ChatTools(services.conversations(), services.handles(), replies);
        McpTransport transport = new McpTransport(arrival.hosts(), services.readers());
        JerseyEnvironment jersey = environment.jersey();
        jersey.register(new McpResource(new McpMethods(tools, services.scenarios()), transport));
        jersey.register(new SeatMcpResource(services, transport, arrival.clients(), places));
        jersey.register(new DiagResource(services.scenarios(), arrival.hosts(), arrival.address()));
    }
}
