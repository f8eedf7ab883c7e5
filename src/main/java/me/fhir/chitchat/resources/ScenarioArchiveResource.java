package me.fhir.chitchat.resources;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.json.WireName;
import me.fhir.chitchat.scenario.FieldErrors;
import me.fhir.chitchat.scenario.ScenarioImport;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.wire.ScenarioArchive;
import me.fhir.chitchat.wire.ScenarioJson;
import org.jspecify.annotations.Nullable;

/** All scenarios as one file, out and in. */
@Path("/scenario-archive")
@Produces(MediaType.APPLICATION_JSON)
public final class ScenarioArchiveResource {
    private final ScenarioStore store;
    private final EditRights rights;
    private final Clock clock;

    /** Asks {@code rights} for the edit token of a scenario that is replaced or published. */
    ScenarioArchiveResource(ScenarioStore store, EditRights rights, Clock clock) {
        this.store = store;
        this.rights = rights;
        this.clock = clock;
    }

    @GET
    public Response export() {
        // Only the ids are read before the answer begins; a store that fails here still gets an error status.
        List<String> ids = store.ids();
        return Response.ok((StreamingOutput) out -> write(ids, out), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"scenarios.json\"")
                .build();
    }

    private void write(List<String> ids, OutputStream out) throws IOException {
        String before = ScenarioArchive.START;
        for (String id : ids) {
            Optional<ScenarioItem> item = store.find(id);
            if (item.isPresent()) {
                out.write((before + ScenarioJson.item(item.get())).getBytes(StandardCharsets.UTF_8));
                before = ScenarioArchive.SEPARATOR;
            }
        }
        String end = before.equals(ScenarioArchive.START) ? before + ScenarioArchive.END : ScenarioArchive.END;
        out.write(end.getBytes(StandardCharsets.UTF_8));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response load(
            @Context UriInfo uri,
            @HeaderParam(EditRights.EDIT_TOKEN) @Nullable String token,
            @Context HttpServletRequest request,
            InputStream body) {
        ScenarioImport.Conflicts conflicts = conflicts(QueryParameters.of(uri).text("conflicts"));
        FieldErrors errors = new FieldErrors();
        List<ScenarioItem> items =
                ScenarioArchive.read(JsonBody.object(body), clock.instant().truncatedTo(ChronoUnit.MILLIS), errors);
        if (!errors.isEmpty()) {
            throw new ValidationException(errors.byPath());
        }
        try {
            return JsonResponses.ok(ScenarioArchive.report(ScenarioImport.run(
                    store, items, conflicts, (item, stored) -> rights.requireStorable(item, stored, token, request))));
        } catch (ScenarioImport.ConflictException e) {
            throw new ApiException(409, String.valueOf(e.getMessage()));
        }
    }

    private static ScenarioImport.Conflicts conflicts(@Nullable String word) {
        return word == null
                ? ScenarioImport.Conflicts.REFUSE
                : WireName.find(ScenarioImport.Conflicts.class, word)
                        .orElseThrow(() -> new ApiException(
                                400, "conflicts must be refuse, keep or replace; it is " + word + "."));
    }
}
