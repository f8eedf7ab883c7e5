package me.fhir.chitchat.agent.planner;

import java.util.Map;
import me.fhir.chitchat.json.CompactJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * A file that an agent can read and attach, by its name.
 *
 * @param turn the turn it came up in
 * @param from the agent that sent it; empty for the agent's own
 * @param storedId the id of the stored attachment, or null while it was not sent
 * @param document its content while it was not sent, else what is known of it
 */
record SharedFile(
        String name, int turn, String from, @Nullable String storedId, FileDocument document) {
    /** A document that a tool produced. */
    record FileDocument(String docId, String contentType, String content, String summary) {}

    boolean unsent() {
        return storedId == null;
    }

    /** Whether both are this agent's own and say the same. */
    boolean sameContent(SharedFile other) {
        return from.isEmpty()
                && other.from.isEmpty()
                && document.contentType().equals(other.document.contentType())
                && document.content().equals(other.document.content());
    }

    SharedFile sentAs(String id) {
        return new SharedFile(name, turn, from, id, document);
    }

    /**
     * The file that a tool's result becomes.
     *
     * @param fallbackName its name when the result gives none
     */
    static SharedFile ofResult(String result, String fallbackName, int turn) {
        JsonFields fields = JsonFields.lenient(StoredJson.parse(result));
        Json content = fields.has("content") ? fields.value("content") : null;
        String name = fields.text("name").isBlank() ? fields.text("docId") : fields.text("name");
        if (content == null || name.isBlank()) {
            return new SharedFile(
                    fallbackName,
                    turn,
                    "",
                    null,
                    new FileDocument(fallbackName, "application/json", result, fields.text("summary")));
        }
        String text = content instanceof Json.Text written ? written.value() : null;
        String type = fields.text("contentType");
        return new SharedFile(
                oneLine(name),
                turn,
                "",
                null,
                new FileDocument(
                        fields.text("docId").isBlank() ? name : fields.text("docId"),
                        type.isBlank() ? (text == null ? "application/json" : "text/markdown") : type,
                        text == null ? CompactJson.of(content) : text,
                        fields.text("summary")));
    }

    /** The same file under a name that is still free. */
    SharedFile freeOf(Map<String, SharedFile> taken) {
        String free = name;
        int dot = name.lastIndexOf('.');
        for (int n = 2; taken.containsKey(free); n++) {
            free = dot > 0 ? name.substring(0, dot) + "-" + n + name.substring(dot) : name + "-" + n;
        }
        return new SharedFile(free, turn, from, storedId, document);
    }

    private static String oneLine(String name) {
        return name.replaceAll("\\s+", " ").strip();
    }
}
