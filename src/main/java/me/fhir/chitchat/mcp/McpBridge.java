package me.fhir.chitchat.mcp;

import jakarta.servlet.http.HttpServletRequest;
import me.fhir.chitchat.bridge.BridgeServices;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.http.admission.Departure;
import me.fhir.chitchat.http.admission.ResponsePermits;

/** The MCP addresses of the bridge: each is a template of conversations. */
final class McpBridge {
    private final BridgeServices services;
    private final ResponsePermits places;
    private final DeliveredReplies delivered = new DeliveredReplies();

    /** @param places where replies are put together, a few at a time */
    McpBridge(BridgeServices services, ResponsePermits places) {
        this.services = services;
        this.places = places;
    }

    McpTransport.Recipient of(String config64, HttpServletRequest request) {
        ReplyCheck replies = new ReplyCheck(
                services.conversations(),
                services.store(),
                new ReplyCheck.ReplyWait(services.longPoll(), Departure.of(request)),
                delivered,
                places);
        ChatTools tools = new ChatTools(services.conversations(), services.handles(), replies);
        McpDispatch dispatch = new McpDispatch(new McpMethods(tools, services.scenarios()), () -> config(config64));
        return (headers, requests) -> dispatch;
    }

    private static Config64 config(String config64) {
        try {
            return Config64.parse(config64);
        } catch (ConversationException e) {
            throw McpRefusal.invalidParams(e.sentence());
        }
    }
}
