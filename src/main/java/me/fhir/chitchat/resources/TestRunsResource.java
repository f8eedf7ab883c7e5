package me.fhir.chitchat.resources;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.KnownMembers;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.scenario.FieldErrors;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.testrun.RunPlan;
import me.fhir.chitchat.testrun.TestRuns;
import me.fhir.chitchat.testrun.TestRuns.ReportFormat;

/** Many runs of a scenario, played by agents of this server, with what they come to. */
@Path("/test-runs")
@Produces(MediaType.APPLICATION_JSON)
public final class TestRunsResource {
    private final TestRuns runs;
    private final ScenarioStore scenarios;
    private final ApiBase address;

    public TestRunsResource(TestRuns runs, ScenarioStore scenarios, ApiBase address) {
        this.runs = runs;
        this.scenarios = scenarios;
        this.address = address;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response start(@Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        FieldErrors errors = new FieldErrors();
        JsonFields fields = JsonFields.of(JsonBody.object(body), "", errors::add);
        KnownMembers.check(fields, "scenarioId", "seats", "runs", "concurrency");
        String scenarioId = fields.text("scenarioId");
        requireNone(errors);
        ScenarioItem scenario = scenarios
                .find(scenarioId)
                .orElseThrow(() -> new ApiException(404, "There is no scenario \"" + scenarioId + "\"."));
        RunPlan plan = RunPlan.read(
                fields, scenario, StoredJson.object(scenario.config().text()));
        requireNone(errors);
        String id = runs.start(plan, address.apiBase(uri, headers).replaceFirst("/api$", ""));
        return JsonResponses.json(Response.status(201), JsonWriter.object(json -> json.text("id", id)));
    }

    private static void requireNone(FieldErrors errors) {
        if (!errors.isEmpty()) {
            throw new ValidationException(errors.byPath());
        }
    }

    @GET
    @Path("{run}")
    public Response state(@PathParam("run") String id) {
        return JsonResponses.ok(runs.state(id).orElseThrow(TestRunsResource::unknown));
    }

    /** Begins no more runs, and ends those that go on. */
    @POST
    @Path("{run}/stop")
    public Response stop(@PathParam("run") String id) {
        if (!runs.stop(id)) {
            throw unknown();
        }
        return Response.noContent().build();
    }

    @GET
    @Path("{run}/junit.xml")
    @Produces(MediaType.APPLICATION_XML)
    public Response junit(@PathParam("run") String id) {
        return file(id, ReportFormat.JUNIT, "xml", MediaType.APPLICATION_XML);
    }

    @GET
    @Path("{run}/report.json")
    public Response json(@PathParam("run") String id) {
        return file(id, ReportFormat.JSON, "json", MediaType.APPLICATION_JSON);
    }

    @GET
    @Path("{run}/report.html")
    @Produces(MediaType.TEXT_HTML)
    public Response html(@PathParam("run") String id) {
        return file(id, ReportFormat.HTML, "html", MediaType.TEXT_HTML + ";charset=utf-8");
    }

    /** As a download: what agents said is nothing to run in this page's name. */
    private Response file(String id, ReportFormat format, String ending, String type) {
        String text = runs.report(id, format).orElseThrow(TestRunsResource::unknown);
        return Response.ok(text.getBytes(StandardCharsets.UTF_8), type)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"test-report." + ending + "\"")
                .header("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'")
                .build();
    }

    private static ApiException unknown() {
        return new ApiException(
                404, "This server knows no such test. It forgets them when it stops; the conversations stay.");
    }
}
