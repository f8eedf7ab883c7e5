package me.fhir.chitchat.orchestrator;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.ConversationStore.LossListener;
import me.fhir.chitchat.conversation.ConversationStore.SharedCommitListener;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * Whose model fails in which running conversation, for lists: an agent's thought says so, and a turn that it closes without
 * one ends it. Of conversations without seats, since the server started. For any thread.
 */
public final class FailingAgents implements SharedCommitListener, LossListener {
    /** So that a commit without a failure costs a search in its text and no more. */
    private static final String MARK = "\"error\"";

    private final LongConsumer changed;
    private final Map<Long, ModelFailure> byConversation = new ConcurrentHashMap<>();

    /**
     * A failure that lasts.
     *
     * @param turn the turn in which it came up last
     */
    public record ModelFailure(String agentId, String reason, int turn) {}

    /** @param changed receives the number of a conversation when a failure begins or ends there */
    public FailingAgents(LongConsumer changed) {
        this.changed = changed;
    }

    /** The failure in a conversation, if there is one now. */
    public Optional<ModelFailure> in(long conversation) {
        return Optional.ofNullable(byConversation.get(conversation));
    }

    @Override
    public boolean accepts(Commit commit) {
        return byConversation.containsKey(commit.after().conversation()) || isNews(commit);
    }

    @Override
    public boolean follows(long conversation) {
        return byConversation.containsKey(conversation);
    }

    @Override
    public Map<Long, Long> followed() {
        return byConversation.keySet().stream()
                .collect(Collectors.toMap(conversation -> conversation, conversation -> Long.MAX_VALUE));
    }

    @Override
    public boolean isNews(Commit commit) {
        return commit.after().setup().seating() == Seating.NONE
                && commit.events().stream().anyMatch(FailingAgents::mayFail);
    }

    private static boolean mayFail(Event event) {
        return event.entry() instanceof Entry.Trace trace
                && trace.payload().text().contains(MARK);
    }

    @Override
    public void committed(Commit commit) {
        long conversation = commit.after().conversation();
        ModelFailure before = byConversation.get(conversation);
        ModelFailure now = before;
        for (Event event : commit.events()) {
            now = after(event, now);
        }
        if (commit.after().completed()) {
            now = null;
        }
        if (now == null) {
            byConversation.remove(conversation);
        } else {
            byConversation.put(conversation, now);
        }
        // The end of a conversation is announced anyway.
        if ((before == null) != (now == null) && !commit.after().completed()) {
            changed.accept(conversation);
        }
    }

    private static @Nullable ModelFailure after(Event event, @Nullable ModelFailure before) {
        if (mayFail(event)) {
            Json.Object thought = StoredJson.object(event.entry().payload().text());
            Json.Object error = thought.object("error");
            if (error != null && "thought".equals(thought.text("type"))) {
                String reason = error.text("message");
                return new ModelFailure(
                        event.agentId(),
                        reason == null ? "The model failed." : reason,
                        event.at().turn());
            }
        }
        boolean continued = before != null
                && event.entry() instanceof Entry.Message message
                && message.finality() != Finality.NONE
                && event.agentId().equals(before.agentId())
                && event.at().turn() > before.turn();
        return continued ? null : before;
    }

    @Override
    public void storeLost() {
        byConversation.clear();
    }
}
