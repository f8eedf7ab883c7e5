package me.fhir.chitchat.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import me.fhir.chitchat.jsonrpc.JsonRpcText;

/**
 * What one {@code subscribeConversations} hears of: conversations created or completed. It hears from the moment it is
 * registered and tells after its answer is queued, so that the answer comes first and nothing is missed.
 */
final class Announcements implements LongConsumer {
    private final Outbound outbound;
    private final List<Long> held = new ArrayList<>();
    private boolean begun;

    Announcements(Outbound outbound) {
        this.outbound = outbound;
    }

    @Override
    public synchronized void accept(long conversation) {
        if (begun) {
            announce(conversation);
        } else {
            held.add(conversation);
        }
    }

    /** The answer is queued. */
    synchronized void begin() {
        begun = true;
        held.forEach(this::announce);
        held.clear();
    }

    private void announce(long conversation) {
        outbound.live(
                Connection.utf8(JsonRpcText.notification("conversation", "{\"conversationId\":" + conversation + "}")));
    }
}
