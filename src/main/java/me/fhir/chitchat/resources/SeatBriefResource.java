package me.fhir.chitchat.resources;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import me.fhir.chitchat.world.Brief;
import me.fhir.chitchat.world.BriefMarkdown;

/** The brief of the role that a seat plays, for programs as JSON and for models as Markdown. */
@Path("/seats/{code}/brief")
public final class SeatBriefResource {
    private static final String MARKDOWN = "text/markdown;charset=utf-8";

    private final SeatWorlds worlds;

    SeatBriefResource(SeatWorlds worlds) {
        this.worlds = worlds;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response json(@PathParam("code") String code, @Context HttpServletRequest request) {
        return JsonResponses.json(secret(), brief(code, request).json());
    }

    @GET
    @Produces(MARKDOWN)
    public Response markdown(@PathParam("code") String code, @Context HttpServletRequest request) {
        return secret().entity(BriefMarkdown.document(brief(code, request)))
                .type(MARKDOWN)
                .build();
    }

    private Brief brief(String code, HttpServletRequest request) {
        return worlds.brief(worlds.open(code, request));
    }

    private static Response.ResponseBuilder secret() {
        return Response.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").header("Referrer-Policy", "no-referrer");
    }
}
