package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.http.wirelog.ExchangeLog;
import me.fhir.chitchat.http.wirelog.LoggedExchange;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.wire.Timestamps;

/** The latest requests to a conversation's bridge or seats, with their responses. */
@Path("/conversations/{id}/exchanges")
@Produces(MediaType.APPLICATION_JSON)
public final class ExchangesResource {
    private final ExchangeLog log;

    public ExchangesResource(ExchangeLog log) {
        this.log = log;
    }

    @GET
    public Response read(@PathParam("id") String id, @Context UriInfo uri, @Context ContainerRequestContext request) {
        long conversation = ConversationNumber.of(id);
        int after = QueryParameters.of(uri).wholeNumber("after", 0, Integer.MAX_VALUE);
        List<LoggedExchange> exchanges = log.of(owner(CallerFilter.access(request), conversation), after);
        return JsonResponses.ok(
                JsonWriter.object(json -> json.objects("exchanges", exchanges, ExchangesResource::write)));
    }

    /** A bridge's address may have begun several conversations; refused requests belong to none of them alone. */
    private static String owner(Access access, long conversation) {
        access.requireHost(conversation);
        Conversation found = access.conversations()
                .conversation(conversation)
                .orElseThrow(() -> ConversationException.unknownConversation(conversation));
        // Not what its Meta says, which an imported one brings along.
        Origin origin = found.origin();
        return origin == null || !origin.isBridge()
                ? ExchangeLog.seatsOf(conversation)
                : ExchangeLog.bridge(origin.hash());
    }

    private static void write(JsonWriter json, LoggedExchange exchange) {
        Duration took = exchange.took();
        json.number("number", exchange.number())
                .number("revision", exchange.revision())
                .text("at", Timestamps.format(exchange.at()));
        if (took != null) {
            json.number("ms", took.toMillis());
        }
        LoggedExchange.LoggedRequest asked = exchange.request();
        json.text("method", asked.method()).text("path", asked.path());
        json.object("request", request -> part(request, asked.headers(), asked.body()));
        LoggedExchange.LoggedAnswer answered = exchange.response();
        if (answered != null) {
            if (answered.status() != 0) {
                json.number("status", answered.status());
            }
            json.object("response", response -> part(response, answered.headers(), answered.body()));
        }
    }

    private static void part(JsonWriter json, List<LoggedExchange.Header> headers, LoggedExchange.Body body) {
        json.list("headers", headers, (list, header) -> list.beginList()
                        .text(header.name())
                        .text(header.value())
                        .endList())
                .text("body", body.text())
                .number("bytes", body.bytes());
    }
}
