package me.fhir.chitchat.db;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;

/** Follows some conversations as a subscriber does: events that it has are not news to it. */
final class SharedFollower implements ConversationStore.SharedCommitListener {
    private final Map<Long, List<Long>> seqs = new HashMap<>();
    private final List<Long> news = new ArrayList<>();
    private boolean unreadable;

    SharedFollower(StoreFixture at, Set<Long> conversations) {
        conversations.forEach(id -> seqs.put(
                id,
                new ArrayList<>(at.conversations.events(query(id)).stream()
                        .map(Event::seq)
                        .toList())));
        at.conversations.onCommitted(this);
    }

    private static EventQuery query(long id) {
        return EventQuery.all(id, 0, 1000);
    }

    @Override
    public synchronized boolean follows(long conversation) {
        if (unreadable) {
            unreadable = false;
            throw new IllegalStateException("Cannot be read, as when its connection is gone.");
        }
        return seqs.containsKey(conversation);
    }

    @Override
    public synchronized Map<Long, Long> followed() {
        Map<Long, Long> followed = new HashMap<>();
        seqs.forEach((id, seen) -> followed.put(id, seen.get(seen.size() - 1)));
        return followed;
    }

    @Override
    public boolean isNews(Commit commit) {
        return commit.creation();
    }

    @Override
    public boolean accepts(Commit commit) {
        return true;
    }

    @Override
    public synchronized void committed(Commit commit) {
        List<Long> seen = seqs.get(commit.after().conversation());
        if (seen == null) {
            news.add(commit.after().conversation());
            return;
        }
        for (Event event : commit.events()) {
            if (event.seq() > seen.get(seen.size() - 1)) {
                seen.add(event.seq());
            }
        }
    }

    synchronized void failOnce() {
        unreadable = true;
    }

    synchronized boolean failed() {
        return !unreadable;
    }

    synchronized List<Long> seqs(long conversation) {
        return List.copyOf(seqs.get(conversation));
    }

    synchronized List<Long> news() {
        return List.copyOf(news);
    }
}
