package me.fhir.chitchat.resources;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import me.fhir.chitchat.agent.planner.OutsideToolCalls.ToolReply;
import me.fhir.chitchat.agent.planner.OutsideToolCalls.ToolRequest;
import me.fhir.chitchat.concurrent.Futures;
import me.fhir.chitchat.seat.Seat;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.world.Player;
import me.fhir.chitchat.world.ToolReplyJson;
import org.jspecify.annotations.Nullable;

/** The simulated tools of the role that a seat plays: the body is the arguments. */
@Path("/seats/{code}/tools/{toolName}")
@Produces(MediaType.APPLICATION_JSON)
public final class SeatToolsResource {
    private static final int LONGEST_KEY = 200;

    private final SeatWorlds worlds;

    SeatToolsResource(SeatWorlds worlds) {
        this.worlds = worlds;
    }

    @POST
    public void use(
            @PathParam("code") String code,
            @PathParam("toolName") String toolName,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Context HttpServletRequest request,
            InputStream body,
            @Suspended AsyncResponse answer) {
        SeatGuard.Opened opened = worlds.open(code, request);
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new ApiException(400, "Idempotency-Key must have 1 to " + LONGEST_KEY + " characters.");
        }
        ToolRequest call =
                new ToolRequest(toolName, JsonBody.objectOrEmpty(body).raw(), key);
        Seat.SeatPlace place = opened.seat().place();
        Player player = new Player(opened.access(), place.conversation(), place.agentId());
        var unused = worlds.tools().use(player, call).whenComplete((reply, failure) -> {
            if (failure == null) {
                answer.resume(response(reply));
            } else {
                answer.resume(Futures.cause(failure));
            }
        });
    }

    private static Response response(ToolReply reply) {
        return JsonResponses.json(Response.ok().header(HttpHeaders.CACHE_CONTROL, "no-store"), ToolReplyJson.of(reply));
    }
}
