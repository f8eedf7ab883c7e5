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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.runtime.concurrent.Futures;
import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.wire.SnapshotJson;
import org.jspecify.annotations.Nullable;

/** Ends a conversation in a person's name. */
@Path("/conversations/{id}/cancel")
@Produces(MediaType.APPLICATION_JSON)
public final class CancelResource {
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response cancel(@PathParam("id") String id, @Context ContainerRequestContext request, InputStream body) {
        String reason = reason(JsonBody.objectOrEmpty(body));
        long conversation = ConversationNumber.of(id);
        Access access = CallerFilter.access(request);
        Futures.join(access.orchestrator().cancel(conversation, reason));
        SnapshotJson snapshot = SnapshotJson.lean(access.conversations(), conversation)
                .orElseThrow(() -> ConversationException.unknownConversation(conversation));
        StreamingOutput pieces = out -> {
            while (snapshot.hasNext()) {
                out.write(snapshot.next().getBytes(StandardCharsets.UTF_8));
            }
        };
        return Response.ok(pieces, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static @Nullable String reason(Json.Object body) {
        if (!body.has("reason")) {
            return null;
        }
        String reason = body.text("reason");
        if (reason == null) {
            throw new ValidationException(Map.of("reason", List.of("must be a string")));
        }
        return reason;
    }
}
