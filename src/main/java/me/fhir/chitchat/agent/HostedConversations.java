package me.fhir.chitchat.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import me.fhir.chitchat.orchestrator.Subscriptions;
import org.jspecify.annotations.Nullable;

/** The conversations with agents that run here, each subscribed to its own events. For any thread. */
final class HostedConversations {
    private final Map<Long, HostedConversation> hosted = new ConcurrentHashMap<>();
    private final Subscriptions subscriptions;
    private final LongConsumer onEnd;

    /** @param onEnd called with a conversation that has ended; must not block */
    HostedConversations(Subscriptions subscriptions, LongConsumer onEnd) {
        this.subscriptions = subscriptions;
        this.onEnd = onEnd;
        subscriptions.onLoss(this::forgetAll);
    }

    @Nullable
    HostedConversation get(long conversation) {
        return hosted.get(conversation);
    }

    /** The agent of that id, when it runs here. */
    Optional<HostedAgent> agent(long conversation, String agentId) {
        return Optional.ofNullable(hosted.get(conversation))
                .flatMap(running -> Optional.ofNullable(running.agent(agentId)));
    }

    HostedConversation getOrCreate(long conversation) {
        return hosted.computeIfAbsent(conversation, id -> new HostedConversation(() -> onEnd.accept(id)));
    }

    void subscribe(long conversation, HostedConversation running) {
        subscriptions.add(conversation, running);
    }

    /** Which agents run here, by conversation. */
    Map<Long, Set<String>> running() {
        Map<Long, Set<String>> running = new HashMap<>();
        hosted.forEach((conversation, agents) -> running.put(conversation, agents.agentIds()));
        return running;
    }

    /** How many agents run here. */
    int agents() {
        return hosted.values().stream()
                .mapToInt(conversation -> conversation.ensured().size())
                .sum();
    }

    void drop(long conversation) {
        HostedConversation running = hosted.get(conversation);
        if (running != null) {
            drop(conversation, running);
        }
    }

    void stopAll() {
        hosted.forEach((conversation, running) -> {
            running.stopAll();
            drop(conversation, running);
        });
    }

    private void drop(long conversation, HostedConversation running) {
        subscriptions.remove(conversation, running);
        hosted.remove(conversation, running);
    }

    private void forgetAll() {
        hosted.values().forEach(HostedConversation::stopAll);
        hosted.clear();
    }
}
