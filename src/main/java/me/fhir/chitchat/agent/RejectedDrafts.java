package me.fhir.chitchat.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.json.StoredJson;

/**
 * Why users rejected the drafts of open turns. Within its turn an agent learns it at once; when the turn is
 * cleared and played again, the reasons still hold. For one thread at a time.
 */
public final class RejectedDrafts {
    private static final String CLEARED = "turn_cleared";

    private final Map<String, List<String>> reasons = new HashMap<>();

    /**
     * Reads the next event of the log.
     *
     * @return the reasons that the event's agent has to learn from now on, oldest first; none unless the event clears
     *     its turn
     */
    public List<String> remember(Event event) {
        if (event.entry() instanceof Entry.Message || isClearing(event)) {
            List<String> ended = reasons.remove(event.agentId());
            return ended == null || event.entry() instanceof Entry.Message ? List.of() : ended;
        }
        PersonTraces.response(event)
                .filter(PersonTraces.Response::isApproval)
                .map(response -> DraftApproval.rejection(response.response()))
                .filter(why -> !why.isEmpty())
                .ifPresent(why -> reasons.computeIfAbsent(event.agentId(), id -> new ArrayList<>())
                        .add("Your draft was rejected: " + why));
        return List.of();
    }

    private static boolean isClearing(Event event) {
        String payload = event.entry().payload().text();
        return payload.contains(CLEARED)
                && CLEARED.equals(StoredJson.object(payload).text("type"));
    }
}
