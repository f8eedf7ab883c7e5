package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Answers requests to the WebSocket's address that do not upgrade. */
@Path("/ws")
public final class WebSocketHintResource {
    @GET
    public Response upgradeRequired() {
        // RFC 9110 section 15.5.22: a 426 names the required protocol.
        return ErrorResponses.with(
                Response.status(426).header("Upgrade", "websocket"),
                "This address speaks WebSocket (JSON-RPC 2.0) only; connect to it with a WebSocket client.");
    }
}
