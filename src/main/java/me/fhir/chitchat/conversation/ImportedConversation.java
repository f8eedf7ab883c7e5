package me.fhir.chitchat.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that was held elsewhere, to be stored as it was. It cannot be continued here.
 *
 * @param events at least the one that opens the log, in the order of seq; some may be missing, where its view hides them
 * @param documents those that its messages refer to
 * @param scenario the scenario that it played there, as far as the view shows it; null for none
 * @param verdict the verdict as it was given there; null for none
 */
public record ImportedConversation(
        Origin origin,
        List<Event> events,
        List<Attachment> documents,
        @Nullable RawJson scenario,
        @Nullable RawJson verdict) {
    public ImportedConversation {
        events = List.copyOf(events);
        documents = List.copyOf(documents);
    }

    /** The Meta that it was created with, validated. */
    public Meta meta() {
        return CreatedPayload.of(events.get(0).entry().payload()).meta();
    }

    /** How much text it holds. */
    public long bytes() {
        long bytes = 0;
        for (Event event : events) {
            bytes += event.entry().payload().text().length();
        }
        for (Attachment attachment : documents) {
            bytes += attachment.document().content().text().length();
        }
        return bytes;
    }

    /** The same under the number that it gets here, of its documents those under other ids that are named. */
    public ImportedConversation as(long conversation, Map<String, String> newDocumentIds) {
        List<Event> renumbered = new ArrayList<>();
        for (Event event : events) {
            renumbered.add(new Event(
                    conversation, event.at(), event.agentId(), event.ts(), renamed(event.entry(), newDocumentIds)));
        }
        List<Attachment> renamed = new ArrayList<>();
        for (Attachment attachment : documents) {
            Attachment.Document document = attachment.document();
            renamed.add(new Attachment(
                    conversation,
                    attachment.at(),
                    attachment.createdByAgentId(),
                    attachment.createdAt(),
                    new Attachment.Document(
                            newDocumentIds.getOrDefault(document.id(), document.id()),
                            document.docId(),
                            document.name(),
                            document.contentType(),
                            document.content(),
                            document.summary())));
        }
        RawJson renumberedVerdict = verdict == null ? null : verdictOn(conversation, verdict);
        return new ImportedConversation(origin, renumbered, renamed, scenario, renumberedVerdict);
    }

    private static RawJson verdictOn(long conversation, RawJson verdict) {
        return new RawJson(JsonEdit.of(StoredJson.object(verdict.text()))
                .raw("conversationId", String.valueOf(conversation))
                .text());
    }

    private static Entry renamed(Entry entry, Map<String, String> newIds) {
        if (!(entry instanceof Entry.Message message)) {
            return entry;
        }
        var payload = StoredJson.object(message.payload().text());
        var references = payload.objects("attachments");
        if (references.stream().noneMatch(reference -> newIds.containsKey(reference.text("id")))) {
            return entry;
        }
        String changed = JsonEdit.of(payload)
                .set(
                        "attachments",
                        json -> json.values(references, (list, reference) -> {
                            String id = newIds.get(reference.text("id"));
                            if (id == null) {
                                list.value(reference);
                            } else {
                                JsonEdit.of(reference).text("id", id).write(list);
                            }
                        }))
                .text();
        return new Entry.Message(new RawJson(changed), message.finality());
    }

    /** The head of its log, which has ended whatever its last message says. */
    public Head head(Setup setup) {
        Event first = events.get(0);
        Event last = events.get(events.size() - 1);
        int notes = 0;
        Head.Turn turn = Head.Turn.NONE_YET;
        Head.Closing closing = null;
        for (Event event : events) {
            if (event.at().turn() == 0) {
                notes = event.at().event();
                continue;
            }
            turn = new Head.Turn(event.at().turn(), event.at().event(), null, false);
            if (event.finality() != Finality.NONE) {
                closing = new Head.Closing(event.seq(), event.agentId(), event.ts());
            }
        }
        return new Head(
                first.conversation(),
                setup,
                true,
                new Head.LogExtent(last.seq(), notes, first.ts(), last.ts()),
                turn,
                closing);
    }
}
