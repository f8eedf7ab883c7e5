package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.llm.ConversationUsage;
import me.fhir.chitchat.llm.ModelUsage;
import me.fhir.chitchat.seat.Access;

/** The model usage of a conversation since the server started. */
@Path("/conversations/{id}/usage")
@Produces(MediaType.APPLICATION_JSON)
public final class UsageResource {
    private final ConversationUsage usage;

    public UsageResource(ConversationUsage usage) {
        this.usage = usage;
    }

    @GET
    public Response read(@PathParam("id") String id, @Context ContainerRequestContext request) {
        long conversation = ConversationNumber.of(id);
        Access access = CallerFilter.access(request);
        access.conversations().requireHead(conversation);
        List<ConversationUsage.TurnUsage> turns = usage.turns(conversation).stream()
                .filter(turn -> access.seesTracesOf(conversation, turn.agentId()))
                .toList();
        return JsonResponses.ok(JsonWriter.object(json -> {
            write(json, usage.of(conversation));
            json.objects("turns", turns, (list, turn) -> {
                list.number("turn", turn.turn()).text("agentId", turn.agentId());
                write(list, turn.used());
            });
        }));
    }

    private static void write(JsonWriter json, ModelUsage used) {
        json.number("calls", used.calls().all())
                .number("failures", used.calls().failures())
                .number("rehearsed", used.calls().rehearsed())
                .number("priced", used.calls().priced())
                .number("promptTokens", used.promptTokens())
                .number("completionTokens", used.completionTokens())
                .number("tokens", used.promptTokens() + used.completionTokens())
                .number("cost", used.cost())
                .number("ms", used.took().toMillis());
    }
}
