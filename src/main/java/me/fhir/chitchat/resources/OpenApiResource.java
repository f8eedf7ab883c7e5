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

    private final byte[] document = load();

    @GET
    public Response document() {
        return Response.ok(document).header("Content-Type", YAML).build();
    }

    private static byte[] load() {
        try (InputStream in = OpenApiResource.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
