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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.RegisteredAgents;
import me.fhir.chitchat.conversation.ConversationStatistics;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.wire.JsonArrays;
import me.fhir.chitchat.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/** Read-only look at the server as a whole; registered only where that is wanted. */
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
        return JsonResponses.ok("{\"activeConversations\":" + counts.active()
                + ",\"completedConversations\":" + counts.completed()
                + ",\"eventsPerMinute\":" + counts.events()
                + ",\"openTurnConversations\":" + counts.openTurns()
                + ",\"ts\":\"" + Timestamps.format(now) + "\"}");
    }

    /** Whoever spoke within a day, and whoever the server runs. */
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
        StringBuilder out = new StringBuilder(1024).append("{\"runners\":");
        JsonArrays.append(out, new ArrayList<>(runners.values()), DebugResource::append);
        out.append(",\"registry\":");
        JsonArrays.append(out, registered, DebugResource::append);
        return JsonResponses.ok(out.append('}').toString());
    }

    @GET
    @Path("config")
    public Response config(@Context UriInfo uri, @Context HttpHeaders headers) {
        // http becomes ws, https wss.
        String wsUrl = address.apiBase(uri, headers).replaceFirst("^http", "ws") + "/ws";
        return JsonResponses.ok("{\"apiBase\":\"/api/debug\",\"wsUrl\":" + JsonText.quote(wsUrl) + "}");
    }

    /** One agent id over all its conversations; {@code lastSeen} is null when it has not spoken lately. */
    private record Runner(
            String agentId, boolean managed, @Nullable Instant lastSeen, long events) {
        Runner asManaged() {
            return new Runner(agentId, true, lastSeen, events);
        }
    }

    private static void append(StringBuilder out, Runner runner) {
        Instant lastSeen = runner.lastSeen();
        out.append("{\"agentId\":");
        JsonText.appendQuoted(out, runner.agentId());
        out.append(",\"managed\":").append(runner.managed());
        out.append(",\"lastSeen\":")
                .append(JsonText.quoteOrNull(lastSeen == null ? null : Timestamps.format(lastSeen)));
        out.append(",\"countEvents24h\":").append(runner.events()).append('}');
    }

    private static void append(StringBuilder out, RegisteredAgents.Registered agent) {
        out.append("{\"conversationId\":").append(agent.conversation()).append(",\"agentId\":");
        JsonText.appendQuoted(out, agent.agentId());
        out.append(",\"createdAt\":\"")
                .append(Timestamps.format(agent.createdAt()))
                .append("\"}");
    }
}
