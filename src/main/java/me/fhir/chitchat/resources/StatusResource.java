package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import me.fhir.chitchat.json.JsonWriter;

/** The server's configuration and state, for people; no key, no token, no path. */
@Path("/status")
@Produces(MediaType.APPLICATION_JSON)
public final class StatusResource {
    private final StatusDocument status;
    private final PublishedAddress address;

    public StatusResource(StatusDocument status, PublishedAddress address) {
        this.status = status;
        this.address = address;
    }

    @GET
    public Response status(@Context UriInfo uri, @Context HttpHeaders headers) {
        String document = JsonWriter.object(json -> {
            status.write(json);
            json.object("address", members -> writeAddress(members, uri, headers));
        });
        return JsonResponses.json(Response.ok().header("Cache-Control", "no-store"), document);
    }

    private void writeAddress(JsonWriter json, UriInfo uri, HttpHeaders headers) {
        String host = headers.getHeaderString(HttpHeaders.HOST);
        json.text("apiBase", address.apiBase(uri, headers))
                .optionalText("configured", address.configured())
                .optionalText("refusal", address.refusal(host).orElse(null));
    }
}
