package me.fhir.chitchat.orchestrator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.ConversationStore.LossListener;
import me.fhir.chitchat.conversation.ConversationStore.SharedCommitListener;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.runtime.concurrent.Boundary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies subscribers of commits. Subscribers are kept by conversation, so a commit costs nothing for those of other
 * conversations. For any thread.
 */
public final class Subscriptions implements SharedCommitListener, LossListener {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final Scheduling scheduling;
    private final Map<Long, Set<Subscriber>> byConversation = new ConcurrentHashMap<>();
    private final Set<LongConsumer> watchingAll = ConcurrentHashMap.newKeySet();
    private final Set<Runnable> onLoss = ConcurrentHashMap.newKeySet();

    public Subscriptions(Scheduling scheduling) {
        this.scheduling = scheduling;
    }

    /** From now on the subscriber is notified of every commit of this conversation. */
    public void add(long conversation, Subscriber subscriber) {
        byConversation.compute(conversation, (id, known) -> {
            Set<Subscriber> subscribers = known == null ? ConcurrentHashMap.newKeySet() : known;
            subscribers.add(subscriber);
            return subscribers;
        });
    }

    public void remove(long conversation, Subscriber subscriber) {
        byConversation.computeIfPresent(conversation, (id, subscribers) -> {
            subscribers.remove(subscriber);
            return subscribers.isEmpty() ? null : subscribers;
        });
    }

    /** How many subscribers there are, of all conversations together. */
    public int size() {
        return byConversation.values().stream().mapToInt(Set::size).sum();
    }

    /** Registers for the number of every conversation that is created or completed, or in which a model begins to fail. */
    public void addWatcher(LongConsumer watcher) {
        watchingAll.add(watcher);
    }

    /** Notifies watchers of all conversations that the state of one changed. */
    public void announce(long conversation) {
        watchingAll.forEach(watcher -> watcher.accept(conversation));
    }

    public void removeWatcher(LongConsumer watcher) {
        watchingAll.remove(watcher);
    }

    /** Registers a listener for the loss of the data, notified after every subscriber. */
    public void onLoss(Runnable listener) {
        onLoss.add(listener);
    }

    @Override
    public boolean accepts(Commit commit) {
        return byConversation.containsKey(commit.after().conversation())
                || (announced(commit) && !watchingAll.isEmpty());
    }

    @Override
    public boolean follows(long conversation) {
        return byConversation.containsKey(conversation);
    }

    @Override
    public Map<Long, Long> followed() {
        Map<Long, Long> followed = new HashMap<>();
        byConversation.forEach((conversation, subscribers) -> followed.put(
                conversation,
                subscribers.stream().mapToLong(Subscriber::lastSeq).min().orElse(Long.MAX_VALUE)));
        return followed;
    }

    @Override
    public boolean isNews(Commit commit) {
        return announced(commit);
    }

    private static boolean announced(Commit commit) {
        // A caller without a code must not learn that a private conversation exists.
        return commit.after().setup().seating().listed()
                && (commit.creation() || commit.after().completed());
    }

    @Override
    public void committed(Commit commit) {
        if (announced(commit)) {
            announce(commit.after().conversation());
        }
        Set<Subscriber> subscribers = byConversation.get(commit.after().conversation());
        if (subscribers == null) {
            return;
        }
        List<Publication> events =
                commit.events().stream().map(Publication::new).toList();
        Guidance guidance = scheduling.after(commit).orElse(null);
        subscribers.forEach(subscriber -> notify(subscriber, events, guidance));
    }

    private static void notify(Subscriber subscriber, List<Publication> events, @Nullable Guidance guidance) {
        Boundary.run(LOG, "A subscriber", () -> subscriber.published(events, guidance));
    }

    @Override
    public void storeLost() {
        byConversation.values().forEach(subscribers -> subscribers.forEach(Subscriber::lost));
        byConversation.clear();
        onLoss.forEach(Runnable::run);
    }
}
