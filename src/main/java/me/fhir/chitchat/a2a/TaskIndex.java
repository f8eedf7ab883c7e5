package me.fhir.chitchat.a2a;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import me.fhir.chitchat.bridge.BridgeKind;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ConversationStore.CommitListener;
import me.fhir.chitchat.conversation.ConversationStore.LossListener;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;

/**
 * Which conversations were begun at which address. Reads the stored ones when it is first asked and hears of new ones. For
 * any thread.
 */
public final class TaskIndex implements CommitListener, LossListener {
    /** Numbers are given out one by one; a gap this wide is the end. */
    private static final int WIDEST_GAP = 1000;

    private final ConversationStore store;
    private final Map<String, Set<Long>> byHash = new ConcurrentHashMap<>();
    private boolean loaded;

    /** An index that must hear of the store's commits and of its loss. */
    public TaskIndex(ConversationStore store) {
        this.store = store;
    }

    List<Long> conversations(Config64 config) {
        load();
        return List.copyOf(byHash.getOrDefault(config.hash(), Set.of()));
    }

    private synchronized void load() {
        if (loaded) {
            return;
        }
        int missing = 0;
        for (long id = 1; missing < WIDEST_GAP; id++) {
            var found = store.conversation(id);
            missing = found.isPresent() ? 0 : missing + 1;
            found.ifPresent(conversation ->
                    add(conversation.id(), conversation.metadata().text()));
        }
        loaded = true;
    }

    @Override
    public boolean wants(Commit commit) {
        return commit.creation();
    }

    @Override
    public void committed(Commit commit) {
        add(
                commit.after().conversation(),
                NewConversation.metadataOf(commit.events().get(0).entry().payload())
                        .text());
    }

    @Override
    public synchronized void storeLost() {
        byHash.clear();
        loaded = false;
    }

    private void add(long conversation, String meta) {
        if (!meta.contains("\"bridgeConfig64Hash\"")) {
            return;
        }
        try {
            JsonObject custom = JsonObject.parse(meta).object("custom");
            String hash = custom == null ? null : custom.string("bridgeConfig64Hash");
            if (custom != null && hash != null && BridgeKind.A2A.word().equals(custom.string("bridge"))) {
                byHash.computeIfAbsent(hash, key -> ConcurrentHashMap.newKeySet())
                        .add(conversation);
            }
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a stored Meta must be a JSON object", e);
        }
    }
}
