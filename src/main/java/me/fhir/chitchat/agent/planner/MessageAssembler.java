package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** Builds message payloads: text, attachments, outcome. */
final class MessageAssembler {
    private MessageAssembler() {}

    static RawJson message(String text, List<Attachment.Document> attachments, @Nullable String outcome) {
        JsonWriter json = new JsonWriter().beginObject().text("text", text);
        if (!attachments.isEmpty()) {
            json.objects("attachments", attachments, MessageAssembler::attachment);
        }
        if (outcome != null) {
            json.object("outcome", members -> members.text("status", outcome));
        }
        return new RawJson(json.endObject().toString());
    }

    /** The files as they are sent; one whose content is gone is left out. */
    static List<Attachment.Document> attachments(TurnContext context, List<SharedFile> files) {
        List<Attachment.Document> attachments = new ArrayList<>();
        for (SharedFile file : files) {
            String id = file.storedId();
            if (id == null) {
                attachments.add(document(file));
            } else {
                context.attachment(id).ifPresent(stored -> attachments.add(stored.document()));
            }
        }
        return attachments;
    }

    private static Attachment.Document document(SharedFile file) {
        SharedFile.FileDocument document = file.document();
        return new Attachment.Document(
                "",
                document.docId(),
                file.name(),
                document.contentType(),
                new Attachment.Content(document.content(), false),
                document.summary().isBlank() ? null : document.summary());
    }

    /** Without its id: ids are never used twice, but a stored document that is sent again stays the same document. */
    static void attachment(JsonWriter json, Attachment.Document document) {
        json.text("docId", document.docId())
                .text("name", document.name())
                .text("contentType", document.contentType())
                .text("content", document.content().text())
                .optionalText("encoding", document.content().base64() ? "base64" : null)
                .optionalText("summary", document.summary());
    }

    /** The decision of this turn: the last terminal tool that was used in it. */
    static Optional<RoleTool> decision(Playbook book, AgentMemory memory, int turn) {
        return usesOf(memory, turn).stream()
                .flatMap(used -> book.tool(used.name()).stream())
                .filter(RoleTool::endsConversation)
                .reduce((first, second) -> second);
    }

    /** The documents of this turn's decision. */
    static List<SharedFile> decisionFiles(RoleTool decision, AgentMemory memory, int turn) {
        return usesOf(memory, turn).stream()
                .filter(used -> used.name().equals(decision.name()))
                .flatMap(used -> Optional.ofNullable(used.file()).flatMap(memory::file).stream())
                .distinct()
                .toList();
    }

    private static List<AgentMemory.Used> usesOf(AgentMemory memory, int turn) {
        return memory.uses().stream()
                .filter(used -> used.turn() == turn && !used.result().failed())
                .toList();
    }
}
