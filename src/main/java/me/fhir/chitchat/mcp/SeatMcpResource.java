package me.fhir.chitchat.mcp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.admission.ClientAddress;
import me.fhir.chitchat.admission.ResponsePermits;
import me.fhir.chitchat.bridge.BridgeServices;
import me.fhir.chitchat.bridge.SeatAuthenticator;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import me.fhir.chitchat.seat.CallerInfo;
import me.fhir.chitchat.seat.TooManyGuesses;
import org.jspecify.annotations.Nullable;

/** The MCP addresses of seats: each leads to the one conversation of its code. */
@Path("/seats/{code}/mcp")
public final class SeatMcpResource {
    private static final String NO_SUCH_CODE = "There is no such code, or it works no longer.";

    private final BridgeServices services;
    private final McpTransport transport;
    private final ClientAddress clients;
    private final ResponsePermits places;
    private final DeliveredReplies delivered = new DeliveredReplies();

    SeatMcpResource(BridgeServices services, McpTransport transport, ClientAddress clients, ResponsePermits places) {
        this.places = places;
        this.services = services;
        this.transport = transport;
        this.clients = clients;
    }

    @POST
    public void post(
            @PathParam("code") String code,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request,
            InputStream body,
            @Suspended AsyncResponse answer) {
        String from = clients.of(request);
        String agent = headers.getHeaderString(HttpHeaders.USER_AGENT);
        try {
            Optional<SeatAuthenticator.Seated> seated = services.seats().open(code, from);
            if (seated.isEmpty()) {
                answer.resume(McpResponses.error(JsonRpcMessage.NO_ID, McpRefusal.http(404, NO_SUCH_CODE)));
                return;
            }
            transport.post(headers, body, answer, (era, requests) -> {
                services.seats().used(seated.get(), caller(from, agent, requests));
                return dispatch(seated.get());
            });
        } catch (TooManyGuesses e) {
            Response refused = McpResponses.error(JsonRpcMessage.NO_ID, McpRefusal.http(429, e.sentence()));
            refused.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds());
            answer.resume(refused);
        }
    }

    private McpDispatch dispatch(SeatAuthenticator.Seated seated) {
        ReplyCheck replies =
                new ReplyCheck(seated.conversations(), seated.store(), services.longPoll(), delivered, places);
        ChatTools tools = new ChatTools(seated.conversations(), seated.handles(), replies);
        return new McpDispatch(new McpMethods(tools, services.scenarios()), seated::participant);
    }

    /**
     * In the legacy generation a client sends its name once, in {@code initialize}; the user agent of later requests
     * says less.
     */
    private static CallerInfo caller(String from, @Nullable String agent, List<JsonRpcMessage.Request> requests) {
        boolean modern = false;
        String client = null;
        boolean initializes = false;
        for (JsonRpcMessage.Request request : requests) {
            Json.Object params = request.params().object();
            Json.Object meta = params.object("_meta");
            modern |= meta != null && meta.has("io.modelcontextprotocol/protocolVersion");
            Json.Object info = meta != null && meta.object("io.modelcontextprotocol/clientInfo") != null
                    ? meta.object("io.modelcontextprotocol/clientInfo")
                    : params.object("clientInfo");
            if (info != null && info.text("name") != null) {
                String version = info.text("version");
                client = info.text("name") + (version == null ? "" : "/" + version);
            }
            initializes |= request.method().equals("initialize");
        }
        String named = client == null && initializes ? agent : client;
        return new CallerInfo(from, modern ? "mcp-2026" : "mcp-legacy", named);
    }

    @GET
    public Response get(@Context HttpHeaders headers) {
        return transport.notAllowed(headers);
    }

    @DELETE
    public Response delete(@Context HttpHeaders headers) {
        return transport.notAllowed(headers);
    }
}
