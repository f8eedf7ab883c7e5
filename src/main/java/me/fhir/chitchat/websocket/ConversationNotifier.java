package me.fhir.chitchat.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Notifies one {@code subscribeConversations} of conversations that were created or completed. What happens after it was
 * registered and before its response is queued is held back until then, so that nothing is missed and the response comes
 * first.
 */
final class ConversationNotifier implements LongConsumer {
    private final OutboundQueue outbound;
    private final List<Long> heldBack = new ArrayList<>();
    private boolean responded;

    ConversationNotifier(OutboundQueue outbound) {
        this.outbound = outbound;
    }

    @Override
    public synchronized void accept(long conversation) {
        if (responded) {
            send(conversation);
        } else {
            heldBack.add(conversation);
        }
    }

    /** The response is queued. */
    synchronized void start() {
        responded = true;
        heldBack.forEach(this::send);
        heldBack.clear();
    }

    private void send(long conversation) {
        outbound.live(MessageEncoder.conversation(conversation));
    }
}
