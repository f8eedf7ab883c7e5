package me.fhir.chitchat.verdict.live;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventPages;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.scenario.ScenarioLookup;
import me.fhir.chitchat.verdict.LogEntry;
import me.fhir.chitchat.verdict.VerdictContext;

/** Reads what a verdict is made of out of the stores. For any thread. */
final class ConversationLog {
    private static final int PAGE = 200;

    private final ConversationStore conversations;
    private final ScenarioLookup scenarios;

    ConversationLog(ConversationStore conversations, ScenarioLookup scenarios) {
        this.conversations = conversations;
        this.scenarios = scenarios;
    }

    /** The context of a conversation with the scenario as it is stored now; empty when there is no such conversation. */
    Optional<VerdictContext> context(long conversation) {
        return conversations.conversation(conversation).map(listed -> {
            Json.Object meta = StoredJson.object(listed.metadata().text());
            return VerdictContext.of(
                    conversation,
                    meta,
                    scenarios
                            .find(conversation, meta.text("scenarioId"))
                            .map(config -> StoredJson.object(config.text()))
                            .orElse(null));
        });
    }

    /**
     * Reads the events after a seq, one page after the other.
     *
     * @return the seq of the last one
     */
    long read(long conversation, long afterSeq, Consumer<LogEntry> each) {
        return EventPages.read(
                afterSeq,
                after -> conversations.events(EventQuery.all(conversation, after, PAGE)),
                event -> each.accept(new LogEntry(event, documents(event))));
    }

    private List<Attachment.Document> documents(Event event) {
        if (!(event.entry() instanceof Entry.Message)) {
            return List.of();
        }
        return MessagePayload.of(event).attachments().stream()
                .map(reference -> conversations.attachment(reference.id()))
                .flatMap(Optional::stream)
                .map(Attachment::document)
                .toList();
    }
}
