package me.fhir.chitchat.mcp;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import me.fhir.chitchat.bridge.BridgeServices;
import me.fhir.chitchat.bridge.SeatAuthenticator;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.http.admission.Departure;
import me.fhir.chitchat.http.admission.ResponsePermits;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import me.fhir.chitchat.seat.CallerInfo;
import me.fhir.chitchat.seat.SeatCode;
import org.jspecify.annotations.Nullable;

/** The MCP addresses of seats: each leads to the one conversation of its code. */
final class McpSeats {

    private final BridgeServices services;
    private final ClientAddress clients;
    private final ResponsePermits places;
    private final DeliveredReplies delivered = new DeliveredReplies();

    /** @param places where replies are put together, a few at a time */
    McpSeats(BridgeServices services, ClientAddress clients, ResponsePermits places) {
        this.services = services;
        this.clients = clients;
        this.places = places;
    }

    /**
     * The seat of a code.
     *
     * @throws McpRefusal when there is none
     * @throws me.fhir.chitchat.seat.TooManyAttemptsException when too many wrong codes came from the client's address
     */
    McpTransport.Recipient of(String code, HttpServletRequest request) {
        String from = clients.of(request);
        SeatAuthenticator.Seated seated =
                services.seats().open(code, from).orElseThrow(() -> McpRefusal.http(404, SeatCode.REFUSAL));
        String agent = request.getHeader("User-Agent");
        return (headers, requests) -> {
            services.seats().used(seated, caller(from, agent, requests));
            return dispatch(seated, Departure.of(request));
        };
    }

    private McpDispatch dispatch(SeatAuthenticator.Seated seated, Departure client) {
        ReplyCheck replies = new ReplyCheck(
                seated.conversations(),
                seated.store(),
                new ReplyCheck.ReplyWait(services.longPoll(), client),
                delivered,
                places);
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
}
