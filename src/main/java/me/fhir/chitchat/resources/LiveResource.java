package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import me.fhir.chitchat.json.JsonWriter;

/** Liveness: requests are answered at all; touches neither the store nor a model. */
@Path("/live")
@Produces(MediaType.APPLICATION_JSON)
public final class LiveResource {
    @GET
    public Response live() {
        return JsonResponses.ok(JsonWriter.object(json -> json.flag("ok", true)));
    }
}
