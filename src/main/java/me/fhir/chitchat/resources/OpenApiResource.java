package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Serves the description of this API. */
@Path("/openapi.yaml")
public final class OpenApiResource {
    /** RFC 9512. */
    private static final String YAML = "application/yaml";

    private final byte[] document = load("/openapi.yaml");

    @GET
    public Response document() {
        return Response.ok(document).header("Content-Type", YAML).build();
    }

    /** A document that is in the jar. */
    static byte[] load(String name) {
        try (InputStream in = OpenApiResource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
