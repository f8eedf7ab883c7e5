package me.fhir.chitchat.resources;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.util.concurrent.ExecutorService;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.playground.RecentFinds;
import me.fhir.chitchat.playground.Trial;
import me.fhir.chitchat.playground.TrialStream;

/** Tries an external agent or MCP server by hand, as conversations would, and streams every frame that goes or comes. */
@Path("/try")
public final class TryResource {
    private static final String EVENTS = "text/event-stream";

    private final OutboundClient client;
    private final ExecutorService workers;
    private final ClientAddress addresses;
    private final PreflightLimits limits;
    private final RecentFinds finds;

    TryResource(
            OutboundClient client,
            ExecutorService workers,
            ClientAddress addresses,
            PreflightLimits limits,
            RecentFinds finds) {
        this.client = client;
        this.workers = workers;
        this.addresses = addresses;
        this.limits = limits;
        this.finds = finds;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({EVENTS, MediaType.APPLICATION_JSON})
    public Response attempt(@Context HttpServletRequest request, InputStream body) {
        TrialRequest asked = TrialRequest.read(JsonBody.object(body));
        limits.countClient(addresses.of(request));
        limits.countHost(asked.target().url());
        limits.requirePlace();
        Trial trial = asked.trial(client, finds);
        StreamingOutput events = out -> {
            // Here and not before: the permit would not be released when the response is never written.
            if (!limits.tryEnter()) {
                TrialStream.refuse(out, "This server is checking other URLs; try again in a moment.");
                return;
            }
            try {
                new TrialStream(workers, trial, out).run();
            } finally {
                limits.leave();
            }
        };
        return Response.ok(events, EVENTS)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }
}
