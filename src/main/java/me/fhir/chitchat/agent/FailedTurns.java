package me.fhir.chitchat.agent;

import java.util.HashMap;
import java.util.Map;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;

/**
 * Which turns of a conversation failed, according to the traces that name the cause, so that it survives a restart.
 * For one thread at a time.
 */
public final class FailedTurns {
    private final Map<String, Integer> lastFailed = new HashMap<>();
    private final Map<String, Integer> lastClosed = new HashMap<>();
    private final Map<String, Integer> lastClosedAsFailed = new HashMap<>();

    /** Takes in an event of the log, in their order. */
    public void remember(Event event) {
        int turn = event.at().turn();
        if (event.entry() instanceof Entry.Message) {
            if (event.finality() != Finality.NONE) {
                lastClosed.put(event.agentId(), turn);
                if (Integer.valueOf(turn).equals(lastFailed.get(event.agentId()))) {
                    lastClosedAsFailed.put(event.agentId(), turn);
                }
            }
        } else if (event.entry() instanceof Entry.Trace trace) {
            trace(event.agentId(), turn, trace);
        }
    }

    private void trace(String agentId, int turn, Entry.Trace trace) {
        String text = trace.payload().text();
        if (!text.contains("\"error\"") && !text.contains("turn_cleared")) {
            return;
        }
        Json.Object payload = StoredJson.object(text);
        String type = payload.text("type");
        if ("turn_cleared".equals(type)) {
            lastFailed.remove(agentId, turn);
        } else if ("thought".equals(type) && payload.object("error") != null) {
            lastFailed.put(agentId, turn);
        }
    }

    /** Whether the agent has failed in a turn that it closed. */
    public boolean hasFailed(String agentId) {
        return lastClosedAsFailed.containsKey(agentId);
    }

    /**
     * Whether a failure of this agent in this turn leaves nothing to hope for: its own last turn failed as well, or the
     * turn before, by either agent, so that no message followed.
     */
    public boolean isHopeless(String agentId, int turn) {
        Integer own = lastClosed.get(agentId);
        boolean ownFailed = own != null && own.equals(lastClosedAsFailed.get(agentId));
        return ownFailed || lastClosedAsFailed.containsValue(turn - 1);
    }
}
