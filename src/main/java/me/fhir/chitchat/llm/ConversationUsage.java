package me.fhir.chitchat.llm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The model usage of each conversation since the server started, the rehearsal model included; of the conversations
 * that used one most recently. For any thread.
 */
public final class ConversationUsage implements CallLog {
    private static final int MAX_CONVERSATIONS = 10_000;
    /** Of how many conversations the turns are kept as well. */
    private static final int MAX_DETAILED = 500;

    private static final int MAX_TURNS = 1_000;

    private final Map<String, ModelUsage> byConversation = recent(MAX_CONVERSATIONS);
    private final Map<String, Map<TurnKey, ModelUsage>> byTurn = recent(MAX_DETAILED);

    private record TurnKey(int turn, String agentId) {}

    /** The model usage of one agent in one turn. */
    public record TurnUsage(int turn, String agentId, ModelUsage used) {}

    private static <K, V> Map<K, V> recent(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public void keep(FinishedCall call) {
        CallLabel label = call.request().label();
        String conversation = label.conversationId();
        if (conversation == null) {
            return;
        }
        synchronized (byConversation) {
            ModelUsage before = byConversation.getOrDefault(conversation, ModelUsage.NOTHING);
            byConversation.put(conversation, before.with(call));
            if (label.turnNumber() != null && label.agentName() != null) {
                TurnKey turn = new TurnKey(label.turnNumber(), label.agentName());
                Map<TurnKey, ModelUsage> turns = byTurn.computeIfAbsent(conversation, id -> recent(MAX_TURNS));
                turns.put(turn, turns.getOrDefault(turn, ModelUsage.NOTHING).with(call));
            }
        }
    }

    public ModelUsage of(long conversation) {
        synchronized (byConversation) {
            return byConversation.getOrDefault(String.valueOf(conversation), ModelUsage.NOTHING);
        }
    }

    /** The same by turn and agent, as far as it is kept. */
    public List<TurnUsage> turns(long conversation) {
        synchronized (byConversation) {
            return byTurn.getOrDefault(String.valueOf(conversation), Map.of()).entrySet().stream()
                    .map(turn ->
                            new TurnUsage(turn.getKey().turn(), turn.getKey().agentId(), turn.getValue()))
                    .toList();
        }
    }
}
