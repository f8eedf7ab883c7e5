package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Answers whoever comes to the WebSocket's address without asking for one. */
@Path("/ws")
public final class WebSocketHintResource {
    @GET
    public Response upgradeRequired() {
        // RFC 9110 section 15.5.22: a 426 names the protocol that it wants.
        return ErrorResponses.with(
                Response.status(426).header("Upgrade", "websocket"),
                "This address speaks WebSocket (JSON-RPC 2.0) only; connect to it with a WebSocket client.");
    }
}
