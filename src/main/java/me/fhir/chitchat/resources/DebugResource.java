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
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.RegisteredAgents;
import me.fhir.chitchat.conversation.ConversationStatistics;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/** Read-only debug views of the server as a whole; registered only where enabled. */
@Path("/debug")
@Produces(MediaType.APPLICATION_JSON)
public final class DebugResource {
    private final ConversationStatistics statistics;
    private final RegisteredAgents registry;
    private final ApiBase address;
    private final Clock clock;

    public DebugResource(ConversationStatistics statistics, RegisteredAgents registry, ApiBase address, Clock clock) {
        this.statistics = statistics;
        this.registry = registry;
        this.address = address;
        this.clock = clock;
    }

    @GET
    @Path("overview")
    public Response overview() {
        Instant now = clock.instant();
        ConversationStatistics.Counts counts = statistics.counts(now.minus(Duration.ofMinutes(1)));
        return JsonResponses.ok(JsonWriter.object(json -> json.number("activeConversations", counts.active())
                .number("completedConversations", counts.completed())
                .number("eventsPerMinute", counts.events())
                .number("openTurnConversations", counts.openTurns())
                .text("ts", Timestamps.format(now))));
    }

    /** The agents that sent something within a day, and those that the server runs. */
    @GET
    @Path("runners")
    public Response runners() {
        List<RegisteredAgents.Registered> registered = registry.registered();
        Map<String, Runner> runners = new LinkedHashMap<>();
        statistics
                .speakers(clock.instant().minus(Duration.ofDays(1)))
                .forEach(speaker -> runners.put(
                        speaker.agentId(), new Runner(speaker.agentId(), false, speaker.lastSeen(), speaker.events())));
        registered.forEach(agent -> runners.merge(
                agent.agentId(), new Runner(agent.agentId(), true, null, 0), (speaker, unseen) -> speaker.asManaged()));
        return JsonResponses.ok(
                JsonWriter.object(json -> json.objects("runners", runners.values(), DebugResource::write)
                        .objects("registry", registered, DebugResource::write)));
    }

    @GET
    @Path("config")
    public Response config(@Context UriInfo uri, @Context HttpHeaders headers) {
        // http becomes ws, https wss.
        String wsUrl = address.apiBase(uri, headers).replaceFirst("^http", "ws") + "/ws";
        return JsonResponses.ok(
                JsonWriter.object(json -> json.text("apiBase", "/api/debug").text("wsUrl", wsUrl)));
    }

    /** One agent id over all its conversations; {@code lastSeen} is null when it has not spoken lately. */
    private record Runner(
            String agentId, boolean managed, @Nullable Instant lastSeen, long events) {
        Runner asManaged() {
            return new Runner(agentId, true, lastSeen, events);
        }
    }

    private static void write(JsonWriter json, Runner runner) {
        Instant lastSeen = runner.lastSeen();
        json.text("agentId", runner.agentId())
                .flag("managed", runner.managed())
                .text("lastSeen", lastSeen == null ? null : Timestamps.format(lastSeen))
                .number("countEvents24h", runner.events());
    }

    private static void write(JsonWriter json, RegisteredAgents.Registered agent) {
        json.number("conversationId", agent.conversation())
                .text("agentId", agent.agentId())
                .text("createdAt", Timestamps.format(agent.createdAt()));
    }
}
