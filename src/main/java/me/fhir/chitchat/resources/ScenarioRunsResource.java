package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationRun;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.OutcomeKind;
import me.fhir.chitchat.conversation.RunStatistics;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.wire.SummaryRow;
import org.jspecify.annotations.Nullable;

/** Statistics of a scenario's latest conversations, of those that every caller may list. */
@Path("/scenarios/{id}/runs")
@Produces(MediaType.APPLICATION_JSON)
public final class ScenarioRunsResource {
    /** A page must not cost more the more was run. */
    private static final int MAX_RUNS = 1000;

    private static final int MAX_FAILURES = 5;
    private static final SummaryFilter FAILED =
            new SummaryFilter(EnumSet.of(OutcomeKind.FAILURE, OutcomeKind.ERROR), List.of());

    private final ConversationStore listed;
    private final ScenarioStore scenarios;

    /** @param listed the conversations as a caller without any code may see them */
    public ScenarioRunsResource(ConversationStore listed, ScenarioStore scenarios) {
        this.listed = listed;
        this.scenarios = scenarios;
    }

    @GET
    public Response read(@PathParam("id") String id) {
        if (scenarios.find(id).isEmpty()) {
            throw new ApiException(404, "There is no scenario \"" + id + "\".");
        }
        List<ConversationRun> runs = listed.runs(query(id, null, MAX_RUNS + 1));
        List<ConversationRun> latest = runs.subList(0, Math.min(runs.size(), MAX_RUNS));
        RunStatistics statistics = RunStatistics.of(latest);
        List<String> failures = statistics.failures() == 0
                ? List.of()
                : failures(id, latest.get(latest.size() - 1).updatedAt());
        return JsonResponses.ok(JsonWriter.object(json -> {
            write(json, statistics);
            json.flag("more", runs.size() > MAX_RUNS).list("failures", failures, JsonWriter::raw);
        }));
    }

    /** No further back than the statistics reach, or a scenario that never fails would be read from end to end. */
    private List<String> failures(String id, Instant since) {
        return listed.summaries(query(id, since, MAX_FAILURES), FAILED, summary -> {
            JsonWriter row = new JsonWriter();
            SummaryRow.of(summary).write(row, nothing -> {});
            return row.toString();
        });
    }

    private static ConversationQuery query(String id, @Nullable Instant since, int limit) {
        return new ConversationQuery(
                new ConversationQuery.Filter(null, id, since, null, ConversationQuery.Scope.ALL), limit, 0);
    }

    private static void write(JsonWriter json, RunStatistics statistics) {
        json.number("runs", statistics.runs())
                .number("active", statistics.active())
                .object("outcomes", outcomes -> statistics
                        .outcomes()
                        .forEach((kind, count) -> outcomes.number(kind.wireName(), count)));
        statistics.typical().ifPresent(medians -> json.number("medianTurns", medians.turns())
                .number("medianMs", medians.took().toMillis()));
    }
}
