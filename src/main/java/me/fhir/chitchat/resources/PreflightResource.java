package me.fhir.chitchat.resources;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundGuard;
import me.fhir.chitchat.outbound.OutboundHeaders;
import me.fhir.chitchat.outbound.card.EndpointFinder;
import me.fhir.chitchat.outbound.card.Inspection;
import me.fhir.chitchat.playground.InspectionJson;

/** Checks before a conversation whether an agent can be called at a URL, and if not, why and what to do. */
@Path("/preflight")
@Produces(MediaType.APPLICATION_JSON)
public final class PreflightResource {
    /** The answer comes within five seconds, with what this server needs itself. */
    private static final Duration TIME_LIMIT = Duration.ofMillis(4_700);

    private final EndpointFinder finder;
    private final ClientAddress addresses;
    private final PreflightLimits limits;

    PreflightResource(EndpointFinder finder, ClientAddress addresses, PreflightLimits limits) {
        this.finder = finder;
        this.addresses = addresses;
        this.limits = limits;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response check(@Context HttpServletRequest request, InputStream body) throws InterruptedException {
        Json.Object asked = JsonBody.object(body);
        String url = asked.text("url");
        if (url == null || url.isBlank()) {
            throw wrong("url", "must be the URL of an agent, such as https://agent.example/");
        }
        OutboundHeaders headers = headers(asked);
        limits.countClient(addresses.of(request));
        try {
            URI uri = OutboundGuard.parse(url);
            limits.countHost(uri);
            return JsonResponses.ok(json(inspect(uri, headers)));
        } catch (OutboundException e) {
            return JsonResponses.ok(json(new Inspection(null, null, e)));
        }
    }

    private static OutboundHeaders headers(Json.Object asked) {
        try {
            return OutboundHeaders.of(asked.get("headers"));
        } catch (OutboundHeaders.InvalidHeadersException e) {
            throw wrong(e.field(), e.problem());
        }
    }

    private Inspection inspect(URI uri, OutboundHeaders headers) throws InterruptedException {
        limits.enter();
        try {
            return finder.inspect(uri, headers, TIME_LIMIT);
        } finally {
            limits.leave();
        }
    }

    private static String json(Inspection found) {
        return JsonWriter.object(json -> InspectionJson.write(json, found));
    }

    private static ValidationException wrong(String field, String sentence) {
        return new ValidationException(Map.of(field, List.of(sentence)));
    }
}
