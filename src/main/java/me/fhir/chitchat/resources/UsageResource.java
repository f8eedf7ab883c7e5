package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.llm.ConversationUsage;

/** What the server's models were asked for a conversation since the server started. */
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
        if (CallerFilter.access(request).conversations().head(conversation).isEmpty()) {
            throw ConversationException.unknownConversation(conversation);
        }
        ConversationUsage.ModelUsage used = usage.of(conversation);
        return JsonResponses.ok(JsonWriter.object(json -> json.number("calls", used.calls())
                .number("failures", used.failures())
                .number("promptTokens", used.promptTokens())
                .number("completionTokens", used.completionTokens())
                .number("tokens", used.promptTokens() + used.completionTokens())
                .number("cost", used.cost())));
    }
}
