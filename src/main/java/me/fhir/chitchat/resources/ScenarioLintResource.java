package me.fhir.chitchat.resources;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.scenario.FieldErrors;
import me.fhir.chitchat.scenario.ScenarioRules;
import me.fhir.chitchat.verdict.ScenarioLint;
import me.fhir.chitchat.verdict.ScenarioLint.Problem;

/** Validates and lints a scenario without storing it. */
@Path("/scenarios/lint")
@Produces(MediaType.APPLICATION_JSON)
public final class ScenarioLintResource {
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response lint(InputStream body) {
        Json config = JsonBody.object(body).get("config");
        if (config == null) {
            throw new ValidationException(Map.of("config", List.of("is required")));
        }
        FieldErrors errors = new FieldErrors();
        ScenarioRules.check(PlainJson.of(config), "config", errors);
        List<Problem> faults = new ArrayList<>();
        errors.byPath()
                .forEach((path, sentences) -> sentences.forEach(sentence -> faults.add(new Problem(path, sentence))));
        // What is malformed is not looked into: it would only be reported twice.
        List<Problem> warnings = faults.isEmpty() && config instanceof Json.Object scenario
                ? ScenarioLint.of(scenario, "config")
                : List.of();
        return JsonResponses.ok(JsonWriter.object(json -> json.flag("ok", faults.isEmpty())
                .objects("errors", faults, ScenarioLintResource::write)
                .objects("warnings", warnings, ScenarioLintResource::write)));
    }

    private static void write(JsonWriter json, Problem problem) {
        json.text("path", problem.path()).text("sentence", problem.sentence());
    }
}
