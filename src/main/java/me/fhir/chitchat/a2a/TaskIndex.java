package me.fhir.chitchat.a2a;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import me.fhir.chitchat.bridge.BridgeKind;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ConversationStore.CommitListener;
import me.fhir.chitchat.conversation.ConversationStore.LossListener;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations were begun at which address, in the order of the list. Reads the stored ones when it is first asked
 * and hears of every commit, so that no list looks its tasks up one by one. For any thread.
 */
public final class TaskIndex implements CommitListener, LossListener {
    /** Numbers are given out one by one; a gap this wide is the end. */
    private static final int WIDEST_GAP = 1000;

    private final ConversationStore store;
    private final Map<String, TaskShelf> byHash = new ConcurrentHashMap<>();
    private final Map<Long, TaskShelf> byConversation = new ConcurrentHashMap<>();
    private final Set<Long> begun = ConcurrentHashMap.newKeySet();
    private boolean loaded;

    /** An index that must hear of the store's commits and of its loss. */
    public TaskIndex(ConversationStore store) {
        this.store = store;
    }

    TaskShelf tasks(Config64 config) {
        load();
        TaskShelf shelf = byHash.get(config.hash());
        return shelf == null ? new TaskShelf() : shelf;
    }

    private synchronized void load() {
        if (loaded) {
            return;
        }
        int missing = 0;
        for (long id = 1; missing < WIDEST_GAP; id++) {
            var found = store.conversation(id);
            missing = found.isPresent() ? 0 : missing + 1;
            found.ifPresent(this::addStored);
        }
        loaded = true;
    }

    private void addStored(Conversation conversation) {
        JsonObject custom = begunHere(conversation.metadata());
        if (custom == null) {
            return;
        }
        long id = conversation.id();
        store.head(id).ifPresent(head -> add(head, custom));
        // What was committed between that look and the moment it was added has not been heard of.
        store.head(id).ifPresent(this::update);
    }

    @Override
    public void committed(Commit commit) {
        if (!commit.creation()) {
            update(commit.after());
            return;
        }
        JsonObject custom = begunHere(
                NewConversation.metadataOf(commit.events().get(0).entry().payload()));
        if (custom != null) {
            add(commit.after(), custom);
        }
    }

    @Override
    public boolean wants(Commit commit) {
        long conversation = commit.after().conversation();
        if (commit.creation()) {
            // Its next commit may be asked about before this one has been told.
            return stamped(commit.events().get(0).entry().payload()) && begun.add(conversation);
        }
        return begun.contains(conversation) || byConversation.containsKey(conversation);
    }

    @Override
    public synchronized void storeLost() {
        byHash.clear();
        byConversation.clear();
        begun.clear();
        loaded = false;
    }

    /** Catches up with a conversation at once: commits are told a moment after their senders were answered. */
    void refresh(long conversation) {
        if (byConversation.containsKey(conversation)) {
            store.head(conversation).ifPresent(this::update);
        } else {
            store.conversation(conversation).ifPresent(this::addStored);
        }
    }

    private void update(Head head) {
        TaskShelf shelf = byConversation.get(head.conversation());
        if (shelf != null) {
            shelf.update(head);
        }
    }

    private void add(Head head, JsonObject custom) {
        TaskShelf shelf =
                byHash.computeIfAbsent(String.valueOf(custom.string("bridgeConfig64Hash")), hash -> new TaskShelf());
        shelf.put(new ListedTask(head, TaskNames.contextOf(custom, head.conversation())));
        byConversation.put(head.conversation(), shelf);
        begun.remove(head.conversation());
    }

    private static boolean stamped(RawJson meta) {
        return meta.text().contains("\"bridgeConfig64Hash\"");
    }

    /** The member {@code custom} of a Meta that this bridge has stamped, else null. */
    private static @Nullable JsonObject begunHere(RawJson meta) {
        if (!stamped(meta)) {
            return null;
        }
        try {
            JsonObject custom = JsonObject.parse(meta.text()).object("custom");
            boolean here = custom != null
                    && custom.string("bridgeConfig64Hash") != null
                    && BridgeKind.A2A.word().equals(custom.string("bridge"));
            return here ? custom : null;
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a stored Meta must be a JSON object", e);
        }
    }
}
