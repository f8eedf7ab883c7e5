package me.fhir.chitchat.resources;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.WireName;
import me.fhir.chitchat.scenario.FieldErrors;
import me.fhir.chitchat.seat.SeatJson;
import me.fhir.chitchat.seat.SeatPlan;
import me.fhir.chitchat.seat.SeatPlayer;
import me.fhir.chitchat.seat.SeatedConversations;

/** Conversations with seats: creates them, and lets their hosts see, renew and hand over the seats. */
@Path("/seated-conversations")
@Produces(MediaType.APPLICATION_JSON)
public final class SeatedConversationsResource {
    private final SeatedConversations conversations;
    private final ApiBase address;

    public SeatedConversationsResource(SeatedConversations conversations, ApiBase address) {
        this.conversations = conversations;
        this.address = address;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(@Context UriInfo uri, @Context HttpHeaders headers, InputStream body) {
        FieldErrors errors = new FieldErrors();
        SeatPlan plan = conversations.plan(JsonFields.of(JsonBody.object(body), "", errors::add));
        if (!errors.isEmpty()) {
            throw new ValidationException(errors.byPath());
        }
        SeatedConversations.Created created = create(plan);
        SeatJson addresses = new SeatJson(address.apiBase(uri, headers));
        return secret(Response.status(201), JsonWriter.object(json -> addresses.write(json, created)));
    }

    private SeatedConversations.Created create(SeatPlan plan) {
        try {
            return conversations.create(plan);
        } catch (ConversationException e) {
            throw e.code() == ErrorCode.INVALID_PARAMS
                    ? new ValidationException(Map.of("meta", List.of(e.sentence())))
                    : e;
        }
    }

    /** The seats, for the host. */
    @GET
    @Path("{id}/seats")
    public Response seats(@PathParam("id") String id, @Context ContainerRequestContext request) {
        List<SeatedConversations.ShownSeat> seats =
                conversations.seats(CallerFilter.access(request), ConversationNumber.of(id));
        return JsonResponses.ok(JsonWriter.object(json -> json.list("seats", seats, (list, seat) -> {
            list.beginObject();
            SeatJson.write(list, seat);
            list.endObject();
        })));
    }

    /** A new code for a seat, for the host. */
    @POST
    @Path("{id}/seats/{agentId}/code")
    public Response replaceCode(
            @PathParam("id") String id,
            @PathParam("agentId") String agentId,
            @Context ContainerRequestContext request,
            @Context UriInfo uri,
            @Context HttpHeaders headers) {
        SeatedConversations.Handed seat =
                conversations.replaceCode(CallerFilter.access(request), ConversationNumber.of(id), agentId);
        return handed(seat, uri, headers);
    }

    /** Another player for a seat: {@code {"to":"server"|"person"|"open"|"dial"}}, for the host. */
    @POST
    @Path("{id}/seats/{agentId}/hand")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response hand(
            @PathParam("id") String id,
            @PathParam("agentId") String agentId,
            @Context ContainerRequestContext request,
            @Context UriInfo uri,
            @Context HttpHeaders headers,
            InputStream body) {
        String to = JsonBody.object(body).text("to");
        SeatPlayer player = WireName.find(SeatPlayer.class, to)
                .orElseThrow(() -> new ValidationException(Map.of("to", List.of("must be " + SeatPlayer.WORDS))));
        SeatedConversations.Handed seat =
                conversations.hand(CallerFilter.access(request), ConversationNumber.of(id), agentId, player);
        return handed(seat, uri, headers);
    }

    /** The holder of a seat gives it up. */
    @POST
    @Path("{id}/leave")
    public Response leave(@PathParam("id") String id, @Context ContainerRequestContext request) {
        conversations.leave(CallerFilter.access(request), ConversationNumber.of(id));
        return Response.noContent().build();
    }

    private Response handed(SeatedConversations.Handed seat, UriInfo uri, HttpHeaders headers) {
        SeatJson addresses = new SeatJson(address.apiBase(uri, headers));
        return secret(Response.ok(), JsonWriter.object(json -> addresses.write(json, seat)));
    }

    private static Response secret(Response.ResponseBuilder response, String json) {
        return JsonResponses.json(response.header(HttpHeaders.CACHE_CONTROL, "no-store"), json);
    }
}
