package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Meta;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.orchestrator.FailingAgents;
import me.fhir.chitchat.wire.SummaryRow;
import me.fhir.chitchat.wire.Timestamps;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The list of conversations. */
@Path("/conversations")
@Produces(MediaType.APPLICATION_JSON)
public final class ConversationsResource {
    private static final Logger LOG = LoggerFactory.getLogger(ConversationsResource.class);
    static final Map<String, Boolean> COMPLETED_BY_STATUS = new TreeMap<>(Map.of("active", false, "completed", true));
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 1000;

    private final ConversationStore store;
    private final ConversationPages pages;
    private final Function<Head, Optional<Guidance>> guidance;
    private final FailingAgents failing;
    private final Clock clock;

    /** @param guidance who is to act in a conversation that stands like this, and until when */
    public ConversationsResource(
            ConversationStore store, Function<Head, Optional<Guidance>> guidance, FailingAgents failing, Clock clock) {
        this.store = store;
        this.guidance = guidance;
        this.pages = new ConversationPages(store);
        this.failing = failing;
        this.clock = clock;
    }

    @GET
    public Response list(@Context UriInfo uri, @Context HttpHeaders headers) {
        QueryParameters parameters = QueryParameters.of(uri);
        ConversationQuery query = query(parameters, clock.instant());
        if (parameters.flag("summary")) {
            SummaryFilter filter = SummaryFilter.of(parameters);
            List<String> page = query.limit() == 0 ? List.of() : store.summaries(query, filter, this::row);
            return JsonResponses.ok(JsonWriter.object(json -> json.list("conversations", page, JsonWriter::raw)));
        }
        return pages.response(query, EntityTag.lines(headers, HttpHeaders.IF_NONE_MATCH));
    }

    private String row(ConversationSummary summary) {
        JsonWriter json = new JsonWriter();
        SummaryRow stored = SummaryRow.of(summary);
        stored.write(json, row -> {
            writeFailure(row, summary.conversation().id());
            writeExpected(row, stored);
        });
        return json.toString();
    }

    private void writeExpected(JsonWriter json, SummaryRow stored) {
        Conversation conversation = stored.summary().conversation();
        if (conversation.completed()) {
            return;
        }
        Head head = stored.summary().head(setup(conversation, stored.meta()));
        guidance.apply(head)
                .ifPresent(next ->
                        json.object("expected", members -> members.text("agentId", SummaryRow.cut(next.nextAgentId()))
                                .text("until", Timestamps.format(next.deadline()))));
    }

    /** No turn limit: the turn that reaches it ends the conversation. */
    private static Setup setup(Conversation conversation, Json.Object meta) {
        try {
            return Meta.of(meta).setup(Integer.MAX_VALUE);
        } catch (ConversationException e) {
            // One that was stored before a rule came about is listed all the same.
            LOG.debug("The Meta of conversation {} breaks a rule of today", conversation.id(), e);
            return new Setup(List.of(), null, Integer.MAX_VALUE, null, null);
        }
    }

    private void writeFailure(JsonWriter json, long conversation) {
        failing.in(conversation)
                .ifPresent(failure ->
                        json.object("failing", members -> members.text("agentId", SummaryRow.cut(failure.agentId()))
                                .text("reason", SummaryRow.cut(failure.reason()))));
    }

    private static ConversationQuery query(QueryParameters parameters, Instant now) {
        Instant hoursAgo = parameters.hoursBefore("hours", now);
        @Nullable Instant updatedAfter = parameters.instant("updatedAfter");
        return new ConversationQuery(
                new ConversationQuery.Filter(
                        parameters.word("status", COMPLETED_BY_STATUS),
                        parameters.text("scenarioId"),
                        updatedAfter == null ? hoursAgo : updatedAfter,
                        parameters.text("bridgeConfig64Hash"),
                        ConversationQuery.Scope.ALL),
                parameters.wholeNumber("limit", PAGE, MAX_PAGE),
                parameters.wholeNumber("offset", 0, Integer.MAX_VALUE));
    }
}
