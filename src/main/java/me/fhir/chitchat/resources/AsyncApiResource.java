package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;

/** Serves the description of the WebSocket API, with the address under which the caller reached this server. */
@Path("/asyncapi.json")
public final class AsyncApiResource {
    private final Json.Object document =
            StoredJson.object(new String(OpenApiResource.load("/asyncapi.json"), StandardCharsets.UTF_8));
    private final ApiBase address;

    AsyncApiResource(ApiBase address) {
        this.address = address;
    }

    @GET
    public Response document(@Context UriInfo uri, @Context HttpHeaders headers) {
        URI base = URI.create(address.apiBase(uri, headers));
        // The channel's address begins with /api; what stands before it belongs to the server.
        String prefix = base.getRawPath().replaceFirst("/api$", "");
        String servers = JsonWriter.object(json -> json.object("this", server -> {
            server.text("host", base.getRawAuthority()).text("protocol", protocol(base));
            if (!prefix.isEmpty()) {
                server.text("pathname", prefix);
            }
        }));
        String text = JsonEdit.of(document).raw("servers", servers).text();
        return Response.ok(text).type(MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static String protocol(URI base) {
        return "https".equals(base.getScheme()) ? "wss" : "ws";
    }
}
