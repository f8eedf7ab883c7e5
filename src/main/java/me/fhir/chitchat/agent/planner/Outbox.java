package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/** Packs messages: what was said, the files, and the outcome. */
final class Outbox {
    private Outbox() {}

    static RawJson message(String text, List<Map<String, Object>> attachments, @Nullable String outcome) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("text", text);
        if (!attachments.isEmpty()) {
            payload.put("attachments", attachments);
        }
        if (outcome != null) {
            payload.put("outcome", Map.of("status", outcome));
        }
        return new RawJson(JsonText.write(payload));
    }

    /** The files in the form in which a message carries them; empty for one whose content is gone. */
    static List<Map<String, Object>> attachments(TurnContext context, List<SharedFile> files) {
        List<Map<String, Object>> attachments = new ArrayList<>();
        for (SharedFile file : files) {
            String id = file.storedId();
            if (id == null) {
                attachments.add(attachment(file));
            } else {
                context.attachment(id).ifPresent(stored -> attachments.add(copy(stored)));
            }
        }
        return attachments;
    }

    private static Map<String, Object> attachment(SharedFile file) {
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("docId", file.document().docId());
        attachment.put("name", file.name());
        attachment.put("contentType", file.document().contentType());
        attachment.put("content", file.document().content());
        if (!file.document().summary().isBlank()) {
            attachment.put("summary", file.document().summary());
        }
        return attachment;
    }

    /** A stored document once more: ids are never used twice, but it stays the same document. */
    private static Map<String, Object> copy(Attachment stored) {
        Attachment.Document document = stored.document();
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("docId", document.docId());
        attachment.put("name", document.name());
        attachment.put("contentType", document.contentType());
        attachment.put("content", document.content().text());
        if (document.content().base64()) {
            attachment.put("encoding", "base64");
        }
        if (document.summary() != null) {
            attachment.put("summary", document.summary());
        }
        return attachment;
    }

    /** The decision of this turn: the last terminal tool that was used in it. */
    static Optional<RoleTool> decision(Playbook book, AgentMemory memory, int turn) {
        return usesOf(memory, turn).stream()
                .flatMap(used -> book.tool(used.name()).stream())
                .filter(RoleTool::endsConversation)
                .reduce((first, second) -> second);
    }

    /** What the decision of this turn wrote. */
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
