package me.fhir.chitchat.websocket;

import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import org.slf4j.MDC;

/** The logging context (MDC) of a request: its id and its conversation. For one thread. */
final class LogFields {
    private static final String REQUEST = "request";
    private static final String CONVERSATION = "conversation";
    /** Clients choose their ids. */
    private static final int MAX_ID = 64;

    private LogFields() {}

    static void put(JsonRpcMessage.Request request) {
        String id = request.id();
        MDC.put(REQUEST, id.length() > MAX_ID ? id.substring(0, MAX_ID) : id);
        if (request.params().object().get("conversationId") instanceof Json.Number conversation) {
            MDC.put(CONVERSATION, conversation.raw());
        }
    }

    static void remove() {
        MDC.remove(REQUEST);
        MDC.remove(CONVERSATION);
    }
}
