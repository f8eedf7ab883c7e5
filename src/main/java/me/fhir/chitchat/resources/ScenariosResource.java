package me.fhir.chitchat.resources;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.Clock;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.resources.ScenarioWrites.Editor;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.wire.ScenarioJson;
import me.fhir.chitchat.wire.ScenarioSummaryJson;
import org.jspecify.annotations.Nullable;

/** Scenarios: list, read, create, change, delete, and ask whether an edit token is right. */
@Path("/scenarios")
@Produces(MediaType.APPLICATION_JSON)
public final class ScenariosResource {
    private final ScenarioWrites writes;
    private final ScenarioList items;
    private final ScenarioList summaries;

    ScenariosResource(ScenarioStore store, EditRights rights, Clock clock) {
        this.writes = new ScenarioWrites(store, rights, clock);
        this.items = new ScenarioList(store, ScenarioJson::write);
        this.summaries = new ScenarioList(store, ScenarioSummaryJson::write);
    }

    @GET
    public Response list(@Context UriInfo uri, @Context Request request, @Context HttpHeaders headers) {
        ScenarioList list = QueryParameters.of(uri).flag("summary") ? summaries : items;
        return list.response(request, EntityTag.lines(headers, HttpHeaders.IF_NONE_MATCH));
    }

    Response items(Request request, HttpHeaders headers) {
        return items.response(request, EntityTag.lines(headers, HttpHeaders.IF_NONE_MATCH));
    }

    @GET
    @Path("{id}")
    public Response read(@PathParam("id") String id, @Context HttpHeaders headers) {
        return unlessKnown(headers, ScenarioJson.item(writes.find(id)));
    }

    /** A representation with its tag; without itself when the caller has it already. */
    private static Response unlessKnown(HttpHeaders headers, String representation) {
        String tag = EntityTag.of(representation);
        if (EntityTag.known(EntityTag.lines(headers, HttpHeaders.IF_NONE_MATCH), tag)) {
            return Response.notModified().header(HttpHeaders.ETAG, tag).build();
        }
        return JsonResponses.json(Response.ok().header(HttpHeaders.ETAG, tag), representation);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(
            @HeaderParam(EditRights.EDIT_TOKEN) @Nullable String token,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            InputStream body) {
        ScenarioEdit edit = ScenarioEdit.read(JsonBody.object(body));
        return tagged(Response.status(201), writes.create(edit, new Editor(token, request, headers)));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response update(
            @PathParam("id") String id,
            @HeaderParam(EditRights.EDIT_TOKEN) @Nullable String token,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            InputStream body) {
        ScenarioEdit edit = ScenarioEdit.read(JsonBody.object(body));
        return tagged(Response.ok(), writes.update(id, edit, new Editor(token, request, headers)));
    }

    @DELETE
    @Path("{id}")
    public Response delete(
            @PathParam("id") String id,
            @HeaderParam(EditRights.EDIT_TOKEN) @Nullable String token,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        writes.delete(id, new Editor(token, request, headers));
        return JsonResponses.ok(
                JsonWriter.object(json -> json.flag("success", true).text("deleted", id)));
    }

    /** Checks whether the token unlocks this scenario; changes nothing. */
    @POST
    @Path("{id}/unlock")
    public Response unlock(
            @PathParam("id") String id,
            @HeaderParam(EditRights.EDIT_TOKEN) @Nullable String token,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        writes.requireOpen(id, new Editor(token, request, headers));
        return Response.noContent().build();
    }

    private static Response tagged(Response.ResponseBuilder response, ScenarioItem item) {
        String json = ScenarioJson.item(item);
        return JsonResponses.json(response.header(HttpHeaders.ETAG, EntityTag.of(json)), json);
    }
}
