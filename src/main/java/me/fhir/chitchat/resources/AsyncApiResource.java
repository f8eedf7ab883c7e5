package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Serves the description of the WebSocket API. */
@Path("/asyncapi.json")
public final class AsyncApiResource {
    private final byte[] document = OpenApiResource.load("/asyncapi.json");

    @GET
    public Response document() {
        return Response.ok(document).type(MediaType.APPLICATION_JSON_TYPE).build();
    }
}
