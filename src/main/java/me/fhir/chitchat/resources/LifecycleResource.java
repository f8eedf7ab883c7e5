package me.fhir.chitchat.resources;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import me.fhir.chitchat.agent.EnsuredAgent;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.scenario.FieldErrors;
import me.fhir.chitchat.seat.GuardedAgents;
import me.fhir.chitchat.wire.EventJson;

/** A person's actions on an agent that this server runs; the RPC methods of the same names take the same fields. */
@Path("/conversations/{id}/lifecycle")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class LifecycleResource {
    @POST
    @Path("/instruct")
    public Response instruct(@PathParam("id") String id, @Context ContainerRequestContext request, InputStream body)
            throws InterruptedException {
        AgentInstruction instruction =
                read(body, fields -> new AgentInstruction(fields.text("agentId"), fields.text("text")));
        boolean written =
                agents(request).instruct(ConversationNumber.of(id), instruction.agentId(), instruction.text());
        return JsonResponses.ok(
                JsonWriter.object(json -> json.flag("ok", true).text("state", written ? "written" : "waiting")));
    }

    @POST
    @Path("/answer")
    public Response answer(@PathParam("id") String id, @Context ContainerRequestContext request, InputStream body) {
        QueryAnswer answer = read(
                body,
                fields -> new QueryAnswer(
                        fields.text("agentId"),
                        fields.text("queryId"),
                        new RawJson(String.valueOf(fields.value("response")))));
        return JsonResponses.ok(EventJson.receipt(agents(request)
                .answer(ConversationNumber.of(id), answer.agentId(), answer.queryId(), answer.response())));
    }

    @POST
    @Path("/takeOver")
    public Response takeOver(@PathParam("id") String id, @Context ContainerRequestContext request, InputStream body) {
        String agentId = read(body, fields -> fields.text("agentId"));
        Optional<Integer> turn = agents(request).takeOver(ConversationNumber.of(id), agentId);
        return JsonResponses.ok(JsonWriter.object(json -> {
            json.flag("ok", true);
            turn.ifPresent(number -> json.number("turn", number));
        }));
    }

    @POST
    @Path("/handBack")
    public Response handBack(@PathParam("id") String id, @Context ContainerRequestContext request, InputStream body) {
        String agentId = read(body, fields -> fields.text("agentId"));
        List<EnsuredAgent> agents = agents(request).handBack(ConversationNumber.of(id), agentId);
        return JsonResponses.ok(
                JsonWriter.object(json -> json.list("ensured", agents, (item, agent) -> item.beginObject()
                        .text("id", agent.agentId())
                        .text("class", agent.agentClass())
                        .endObject())));
    }

    private record AgentInstruction(String agentId, String text) {}

    private record QueryAnswer(String agentId, String queryId, RawJson response) {}

    private static <T> T read(InputStream body, Function<JsonFields, T> fields) {
        FieldErrors errors = new FieldErrors();
        T value = fields.apply(JsonFields.of(JsonBody.object(body), "", errors::add));
        if (!errors.isEmpty()) {
            throw new ValidationException(errors.byPath());
        }
        return value;
    }

    private static GuardedAgents agents(ContainerRequestContext request) {
        return CallerFilter.access(request).agents();
    }
}
