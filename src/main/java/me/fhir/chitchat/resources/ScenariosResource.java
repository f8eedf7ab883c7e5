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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.scenario.EditLock;
import me.fhir.chitchat.scenario.GuessLimit;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.wire.ScenarioJson;
import me.fhir.chitchat.wire.ScenarioSummaryJson;
import org.jspecify.annotations.Nullable;

/** Scenarios: list, read, create, change, delete, and ask whether an edit token is right. */
@Path("/scenarios")
@Produces(MediaType.APPLICATION_JSON)
public final class ScenariosResource {
    static final String EDIT_TOKEN = "X-Edit-Token";
    /** Wrong edit tokens that an address has within a minute. */
    private static final int GUESSES = 10;

    private static final RawJson NO_HISTORY = new RawJson("[]");

    private final ScenarioStore store;
    private final EditLock lock;
    private final Clock clock;
    private final GuessLimit guesses;

    public ScenariosResource(ScenarioStore store, EditLock lock, Clock clock) {
        this.store = store;
        this.lock = lock;
        this.clock = clock;
        this.guesses = new GuessLimit(clock, GUESSES);
    }

    @GET
    public Response list(@Context UriInfo uri, @Context HttpHeaders headers) {
        return QueryParameters.of(uri).flag("summary")
                ? unlessKnown(
                        headers, ScenarioSummaryJson.list(store.ids().stream().flatMap(id -> store.find(id).stream())))
                : items();
    }

    Response items() {
        // Only the ids are read before the answer begins; a store that fails here is still told with a status.
        List<String> ids = store.ids();
        return Response.ok((StreamingOutput) out -> write(ids, out))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /** Writes one scenario after the other, so that no more than one is in memory; those deleted meanwhile are left out. */
    private void write(List<String> ids, OutputStream out) throws IOException {
        char before = '[';
        for (String id : ids) {
            Optional<ScenarioItem> item = store.find(id);
            if (item.isPresent()) {
                out.write(before);
                out.write(ScenarioJson.item(item.get()).getBytes(StandardCharsets.UTF_8));
                before = ',';
            }
        }
        out.write((before == '[' ? "[]" : "]").getBytes(StandardCharsets.UTF_8));
    }

    @GET
    @Path("{id}")
    public Response read(@PathParam("id") String id, @Context HttpHeaders headers) {
        return unlessKnown(headers, ScenarioJson.item(find(id)));
    }

    /** A representation with its tag; without itself when the caller has it already. */
    private static Response unlessKnown(HttpHeaders headers, String representation) {
        String tag = EntityTag.of(representation);
        if (EntityTag.known(lines(headers, HttpHeaders.IF_NONE_MATCH), tag)) {
            return Response.notModified().header(HttpHeaders.ETAG, tag).build();
        }
        return JsonResponses.json(Response.ok().header(HttpHeaders.ETAG, tag), representation);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(
            @HeaderParam(EDIT_TOKEN) @Nullable String token, @Context HttpServletRequest request, InputStream body) {
        ScenarioEdit edit = ScenarioEdit.read(JsonBody.object(body));
        if (edit.id() != null && store.find(edit.id()).isPresent()) {
            throw exists(edit.id());
        }
        edit.requireNameAndConfig();
        edit.throwErrors();
        ScenarioItem item = item(edit);
        requirePublishable(item, token, request);
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
            @HeaderParam(EDIT_TOKEN) @Nullable String token,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            InputStream body) {
        ScenarioEdit edit = ScenarioEdit.read(JsonBody.object(body));
        edit.requireId(id);
        ScenarioItem item = store.update(id, stored -> {
                    requireOpen(stored, token, request);
                    edit.throwErrors();
                    requireUnchanged(stored, headers);
                    ScenarioItem changed = edit.applyTo(stored, now());
                    if (edit.config() != null && !isLocked(stored)) {
                        requirePublishable(changed, token, request);
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
            @HeaderParam(EDIT_TOKEN) @Nullable String token,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        boolean deleted = store.delete(id, stored -> {
            requireOpen(stored, token, request);
            requireUnchanged(stored, headers);
        });
        if (!deleted) {
            throw unknown(id);
        }
        return JsonResponses.ok(
                JsonWriter.object(json -> json.flag("success", true).text("deleted", id)));
    }

    /** Tells whether the token would open this scenario; changes nothing. */
    @POST
    @Path("{id}/unlock")
    public Response unlock(
            @PathParam("id") String id,
            @HeaderParam(EDIT_TOKEN) @Nullable String token,
            @Context HttpServletRequest request) {
        requireOpen(find(id), token, request);
        return Response.noContent().build();
    }

    private void requireOpen(ScenarioItem stored, @Nullable String token, HttpServletRequest request) {
        if (lock.isArmed() && isLocked(stored)) {
            requireToken("Scenario " + stored.id() + " is published and locked", token, request);
        }
    }

    /** Where publishing needs the token, refuses a scenario that has the tag without it. */
    private void requirePublishable(ScenarioItem item, @Nullable String token, HttpServletRequest request) {
        if (lock.isArmed() && lock.guardsPublishing(plain(item))) {
            requireToken("Publishing a scenario needs the edit token on this server", token, request);
        }
    }

    /** For a scenario that is stored as it is given, with its times, where there was another or nothing. */
    void requireStorable(
            ScenarioItem item, Optional<ScenarioItem> stored, @Nullable String token, HttpServletRequest request) {
        stored.ifPresent(old -> requireOpen(old, token, request));
        if (stored.isEmpty() || !isLocked(stored.get())) {
            requirePublishable(item, token, request);
        }
    }

    private void requireToken(String why, @Nullable String token, HttpServletRequest request) {
        if (token == null || token.isBlank()) {
            throw new ApiException(423, why + "; send its edit token in the header " + EDIT_TOKEN + ".");
        }
        Duration wait = guesses.wait(request.getRemoteAddr());
        if (!wait.isZero()) {
            throw new ApiException(
                    429,
                    "Too many wrong edit tokens came from your address; wait a minute and try again.",
                    Map.of(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1)));
        }
        if (!lock.opensWith(token)) {
            guesses.missed(request.getRemoteAddr());
            throw new ApiException(423, why + "; the token in the header " + EDIT_TOKEN + " is not the right one.");
        }
    }

    /** Comes after every other complaint: RFC 9110 section 13.2.1. */
    private static void requireUnchanged(ScenarioItem stored, HttpHeaders headers) {
        if (lines(headers, HttpHeaders.IF_MATCH).isEmpty()) {
            return;
        }
        String tag = EntityTag.of(ScenarioJson.item(stored));
        if (!EntityTag.passes(lines(headers, HttpHeaders.IF_MATCH), tag)) {
            throw new ApiException(
                    412,
                    "Scenario " + stored.id()
                            + " was changed by somebody else since you read it; read it again, compare,"
                            + " and send the new ETag in If-Match.",
                    Map.of(HttpHeaders.ETAG, tag));
        }
    }

    private static List<String> lines(HttpHeaders headers, String name) {
        List<String> lines = headers.getRequestHeader(name);
        return lines == null ? List.of() : lines;
    }

    private static Response tagged(Response.ResponseBuilder response, ScenarioItem item) {
        String json = ScenarioJson.item(item);
        return JsonResponses.json(response.header(HttpHeaders.ETAG, EntityTag.of(json)), json);
    }

    private boolean isLocked(ScenarioItem stored) {
        return lock.isArmed() && lock.locks(plain(stored));
    }

    private static Map<?, ?> plain(ScenarioItem item) {
        return PlainJson.map(StoredJson.object(item.config().text()));
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
