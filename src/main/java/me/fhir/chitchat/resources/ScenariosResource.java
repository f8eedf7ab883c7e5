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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.wire.ScenarioJson;
import me.fhir.chitchat.wire.ScenarioSummaryJson;
import org.jspecify.annotations.Nullable;

/** Scenarios: list, read, create, change, delete, and ask whether an edit token is right. */
@Path("/scenarios")
@Produces(MediaType.APPLICATION_JSON)
public final class ScenariosResource {
    private static final RawJson NO_HISTORY = new RawJson("[]");

    private final ScenarioStore store;
    private final EditRights rights;
    private final Clock clock;
    private final ScenarioList items;
    private final ScenarioList summaries;

    ScenariosResource(ScenarioStore store, EditRights rights, Clock clock) {
        this.store = store;
        this.rights = rights;
        this.clock = clock;
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
        return unlessKnown(headers, ScenarioJson.item(find(id)));
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
            @Context HttpServletRequest request,
            InputStream body) {
        ScenarioEdit edit = ScenarioEdit.read(JsonBody.object(body));
        if (edit.id() != null && store.find(edit.id()).isPresent()) {
            throw exists(edit.id());
        }
        edit.requireNameAndConfig();
        edit.throwErrors();
        ScenarioItem item = item(edit);
        rights.requirePublishable(item, token, request);
        if (!store.insert(item)) {
            throw exists(item.id());
        }
        return tagged(Response.status(201), item);
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
        edit.requireId(id);
        ScenarioItem item = store.update(id, stored -> {
                    rights.requireOpen(stored, token, request);
                    edit.throwErrors();
                    requireUnchanged(stored, headers);
                    ScenarioItem changed = edit.applyTo(stored, now());
                    if (edit.config() != null && !rights.isLocked(stored)) {
                        rights.requirePublishable(changed, token, request);
                    }
                    return changed;
                })
                .orElseThrow(() -> unknown(id));
        return tagged(Response.ok(), item);
    }

    @DELETE
    @Path("{id}")
    public Response delete(
            @PathParam("id") String id,
            @HeaderParam(EditRights.EDIT_TOKEN) @Nullable String token,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        boolean deleted = store.delete(id, stored -> {
            rights.requireOpen(stored, token, request);
            requireUnchanged(stored, headers);
        });
        if (!deleted) {
            throw unknown(id);
        }
        return JsonResponses.ok(
                JsonWriter.object(json -> json.flag("success", true).text("deleted", id)));
    }

    /** Checks whether the token unlocks this scenario; changes nothing. */
    @POST
    @Path("{id}/unlock")
    public Response unlock(
            @PathParam("id") String id,
            @HeaderParam(EditRights.EDIT_TOKEN) @Nullable String token,
            @Context HttpServletRequest request) {
        rights.requireOpen(find(id), token, request);
        return Response.noContent().build();
    }

    /** Comes after every other complaint: RFC 9110 section 13.2.1. */
    private static void requireUnchanged(ScenarioItem stored, HttpHeaders headers) {
        EntityTag.requireMatch(headers, "Scenario " + stored.id(), () -> ScenarioJson.item(stored));
    }

    private static Response tagged(Response.ResponseBuilder response, ScenarioItem item) {
        String json = ScenarioJson.item(item);
        return JsonResponses.json(response.header(HttpHeaders.ETAG, EntityTag.of(json)), json);
    }

    private ScenarioItem item(ScenarioEdit edit) {
        Instant now = now();
        return new ScenarioItem(
                Objects.requireNonNull(edit.id()),
                Objects.requireNonNull(edit.name()),
                Objects.requireNonNull(edit.config()),
                edit.history() == null ? NO_HISTORY : edit.history(),
                now,
                now);
    }

    private ScenarioItem find(String id) {
        return store.find(id).orElseThrow(() -> unknown(id));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static ApiException unknown(String id) {
        return new ApiException(404, "There is no scenario " + id + ".");
    }

    private static ApiException exists(String id) {
        return new ApiException(
                409, "Scenario " + id + " exists already; change it with PUT or choose another config.metadata.id.");
    }
}
