package me.fhir.chitchat.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an A2A server, of either version: a task or a message.
 *
 * @param state the task's state in the words of 0.3, such as {@code input-required}; null for a message
 * @param parts what it says
 */
record A2aAnswer(
        @Nullable String taskId,
        @Nullable String contextId,
        @Nullable String state,
        List<Json.Object> parts) {
    private static final Set<String> FAILED = Set.of("failed", "rejected", "canceled", "auth-required");

    static A2aAnswer of(Json.Object result) {
        Json.Object task = result.object("task");
        Json.Object message = result.object("message");
        Json.Object inner = task != null ? task : message != null ? message : result;
        Json.Object status = inner.object("status");
        if (status == null) {
            return new A2aAnswer(null, inner.text("contextId"), null, inner.objects("parts"));
        }
        String state = String.valueOf(status.text("state"))
                .replaceFirst("^TASK_STATE_", "")
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        return new A2aAnswer(inner.text("id"), inner.text("contextId"), state, said(inner, status));
    }

    /** The message of the status, else the artifacts, else the last message of the agent. */
    private static List<Json.Object> said(Json.Object task, Json.Object status) {
        Json.Object message = status.object("message");
        List<Json.Object> parts = new ArrayList<>(message == null ? List.of() : message.objects("parts"));
        task.objects("artifacts").forEach(artifact -> parts.addAll(artifact.objects("parts")));
        List<Json.Object> history = task.objects("history");
        for (int i = history.size() - 1; parts.isEmpty() && i >= 0; i--) {
            if (String.valueOf(history.get(i).text("role"))
                    .toLowerCase(Locale.ROOT)
                    .endsWith("agent")) {
                parts.addAll(history.get(i).objects("parts"));
            }
        }
        return parts;
    }

    boolean working() {
        return "working".equals(state) || "submitted".equals(state);
    }

    /** Whether the task goes on with the next message. */
    boolean open() {
        return "input-required".equals(state);
    }

    LocalReply reply() throws AgentFailedException {
        if (state != null && FAILED.contains(state)) {
            throw new AgentFailedException("The agent's task is " + state + ".");
        }
        List<String> words = new ArrayList<>();
        List<Json> documents = new ArrayList<>();
        for (Json.Object part : parts) {
            String text = part.text("text");
            Json.Object file = part.object("file");
            if (text != null) {
                words.add(text);
            } else if (file != null) {
                document(documents, file.text("bytes"), file.text("mimeType"), file.text("name"));
            } else {
                document(documents, part.text("raw"), part.text("mediaType"), part.text("filename"));
            }
        }
        LocalReply reply = new LocalReply(String.join("\n\n", words), documents, null);
        if (reply.text().isBlank() && documents.isEmpty()) {
            throw new AgentFailedException("The agent said nothing.");
        }
        return reply;
    }

    private static void document(
            List<Json> documents, @Nullable String base64, @Nullable String mediaType, @Nullable String name) {
        if (base64 == null) {
            return;
        }
        Json.Object document =
                Json.objectOrNull(JsonWriter.object(json -> json.text("name", name == null ? "file" : name)
                        .text("contentType", mediaType == null ? "application/octet-stream" : mediaType)
                        .text("content", base64)
                        .text("encoding", "base64")));
        if (document != null) {
            documents.add(document);
        }
    }
}
