package me.fhir.chitchat.agent;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventPages;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.EventQuery.EventFilter;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.runtime.concurrent.Futures;

/**
 * Which agents of a conversation a person plays in place of the server. Kept as system notes {@code {agentId,
 * handedTo}} in the log, so that it holds after a restart and everyone can see it. For any thread.
 */
record Handovers(ConversationStore store, Orchestrator orchestrator) {
    private static final int PAGE = 500;
    private static final EventFilter NOTES = new EventFilter(Set.of("system"), Set.of());
    private static final String PERSON = "person";
    private static final String SERVER = "server";

    /** The agents that a person has taken over and not handed back. */
    Set<String> takenOver(Head head) {
        Set<String> takenOver = new LinkedHashSet<>();
        // The first note is the creation.
        if (head.log().systemNotes() < 2) {
            return takenOver;
        }
        EventPages.read(
                0,
                after -> store.events(new EventQuery(head.conversation(), after, PAGE, NOTES)),
                event -> read(event, takenOver));
        return takenOver;
    }

    /** Refuses agents that a person has taken over. */
    static void requireNone(List<String> agentIds, Set<String> takenOver) {
        for (String agentId : agentIds) {
            if (takenOver.contains(agentId)) {
                throw ConversationException.invalid(
                        "agentIds: a person has taken \"" + agentId + "\" over; hand it back with lifecycle.handBack.");
            }
        }
    }

    private static void read(Event event, Set<String> takenOver) {
        Json.Object data = StoredJson.object(event.entry().payload().text()).object("data");
        String agentId = data == null ? null : data.text("agentId");
        String to = data == null ? null : data.text("handedTo");
        if (agentId == null || to == null) {
            return;
        }
        if (to.equals(PERSON)) {
            takenOver.add(agentId);
        } else {
            takenOver.remove(agentId);
        }
    }

    /** Notes that a person plays the agent from now on; what was appended before is in the log when this returns. */
    void toPerson(long conversation, String agentId) {
        note(conversation, agentId, PERSON);
    }

    /** Notes that the server plays the agent again. */
    void toServer(long conversation, String agentId) {
        note(conversation, agentId, SERVER);
    }

    private void note(long conversation, String agentId, String to) {
        String payload = JsonWriter.object(json -> json.text("kind", "note")
                .object("data", data -> data.text("agentId", agentId).text("handedTo", to)));
        Futures.join(orchestrator.note(conversation, new RawJson(payload), "handover-" + UUID.randomUUID()));
    }
}
