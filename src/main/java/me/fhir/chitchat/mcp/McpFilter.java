package me.fhir.chitchat.mcp;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.bridge.AddressFilter;
import me.fhir.chitchat.bridge.RequestHandover;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.http.address.PathSegment;
import me.fhir.chitchat.http.admission.AsyncResponses;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.http.response.WholeResponse;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;

/** Answers requests to the addresses of the protocol below {@code /api/bridge} and {@code /api/seats}. */
final class McpFilter extends AddressFilter {
    private static final Pattern ADDRESS =
            Pattern.compile("/api/(?:bridge/(?<config64>.+)|seats/(?<code>[^/]+))/mcp/?");

    private static final int RETRY_AFTER_SECONDS = 5;

    private final McpTransport transport;
    private final McpBridge bridge;
    private final McpSeats seats;
    private final RequestHandover handover;
    private final OutgoingBytes outgoing;

    McpFilter(
            McpTransport transport,
            McpBridge bridge,
            McpSeats seats,
            RequestHandover handover,
            OutgoingBytes outgoing) {
        super(ADDRESS);
        this.transport = transport;
        this.bridge = bridge;
        this.seats = seats;
        this.handover = handover;
        this.outgoing = outgoing;
    }

    @Override
    protected void handOver(AsyncContext context, Matcher address) {
        String place = address.group("config64") == null ? address.group("code") : address.group("config64");
        handover.serve(place, () -> serve(context, address), refused -> answer(context, busy(refused)));
    }

    private void serve(AsyncContext context, Matcher address) {
        HttpServletRequest request = (HttpServletRequest) context.getRequest();
        switch (request.getMethod()) {
            case "POST" -> {
                String config64 = address.group("config64");
                transport.post(
                        request,
                        () -> config64 == null
                                ? seats.of(
                                        PathSegment.decoded(address.group("code"))
                                                .orElse(""),
                                        request)
                                : bridge.of(PathSegment.decoded(config64).orElse(""), request),
                        answer -> answer(context, answer));
            }
            case "OPTIONS" -> answer(context, McpResponse.empty(204).with("Allow", "POST, OPTIONS"));
            default -> answer(context, transport.notAllowed(request));
        }
    }

    private static McpResponse busy(ConversationException refused) {
        return McpResponses.error(JsonRpcMessage.NO_ID, McpRefusal.http(503, refused.sentence()))
                .with("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
    }

    /** Does not wait for the client to read it. */
    private void answer(AsyncContext context, McpResponse answer) {
        try {
            answer.head((HttpServletResponse) context.getResponse());
            String json = answer.json();
            if (json == null) {
                context.complete();
            } else {
                WholeResponse.send(context, outgoing, json.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException | RuntimeException gone) {
            // Nothing more can be written.
            AsyncResponses.abandon(context, gone);
        }
    }
}
