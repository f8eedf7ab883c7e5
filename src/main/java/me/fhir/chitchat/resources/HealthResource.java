package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BooleanSupplier;
import me.fhir.chitchat.json.JsonWriter;

/** Readiness for load balancers and people. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
    private final BooleanSupplier storeWritable;

    /** Takes a check, quick and for any thread, of whether the store can be written. */
    public HealthResource(BooleanSupplier storeWritable) {
        this.storeWritable = storeWritable;
    }

    @GET
    public Response health() {
        if (storeWritable.getAsBoolean()) {
            return JsonResponses.ok(JsonWriter.object(json -> json.flag("ok", true)));
        }
        return JsonResponses.json(
                Response.status(503).header("Retry-After", 5), JsonWriter.object(json -> json.flag("ok", false)
                        .text("error", "The store cannot be written at the moment.")));
    }
}
