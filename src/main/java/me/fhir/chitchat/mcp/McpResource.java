package me.fhir.chitchat.mcp;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.conversation.ConversationException;

/** The addresses of the MCP bridge. */
@Path("/bridge/{config64: .+}/mcp")
public final class McpResource {
    private final McpMethods methods;
    private final McpTransport transport;

    McpResource(McpMethods methods, McpTransport transport) {
        this.methods = methods;
        this.transport = transport;
    }

    @POST
    public void post(
            @PathParam("config64") String config64,
            @Context HttpHeaders headers,
            InputStream body,
            @Suspended AsyncResponse answer) {
        McpDispatch dispatch = new McpDispatch(methods, () -> config(config64));
        transport.post(headers, body, answer, (era, requests) -> dispatch);
    }

    private static Config64 config(String config64) {
        try {
            return Config64.parse(config64);
        } catch (ConversationException e) {
            throw McpRefusal.invalidParams(e.sentence());
        }
    }

    @GET
    public Response get(@Context HttpHeaders headers) {
        return transport.notAllowed(headers);
    }

    @DELETE
    public Response delete(@Context HttpHeaders headers) {
        return transport.notAllowed(headers);
    }
}
