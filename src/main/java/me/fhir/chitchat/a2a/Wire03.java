package me.fhir.chitchat.a2a;

import java.util.List;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/** The shapes of A2A 0.3 (sections 6 and 7), told apart by their {@code kind}. */
final class Wire03 implements Wire {
    @Override
    public String task(Task task) {
        return new Fields()
                .text("kind", "task")
                .text("id", task.ids().taskId())
                .text("contextId", task.ids().contextId())
                .json("status", status(task.status()))
                .list("artifacts", task.artifacts(), this::artifact)
                .list("history", task.history(), this::messageFrame)
                .json("metadata", TaskMetadata.json(task))
                .end();
    }

    @Override
    public String sent(Task task) {
        return task(task);
    }

    @Override
    public String taskFrame(Task task) {
        return task(task);
    }

    @Override
    public String messageFrame(Message message) {
        return new Fields()
                .text("kind", "message")
                .text("messageId", message.messageId())
                .text("role", message.user() ? "user" : "agent")
                .list("parts", message.parts(), Wire03::part)
                .text("taskId", message.ids().taskId())
                .text("contextId", message.ids().contextId())
                .json("metadata", message.metadata())
                .end();
    }

    private String status(TaskStatus status) {
        return new Fields()
                .text("state", status.state().word())
                .json("message", status.message() == null ? null : messageFrame(status.message()))
                .text("timestamp", Timestamps.format(status.since()))
                .end();
    }

    @Override
    public String statusFrame(TaskIds ids, TaskStatus status, boolean last) {
        return new Fields()
                .text("kind", "status-update")
                .text("taskId", ids.taskId())
                .text("contextId", ids.contextId())
                .json("status", status(status))
                .json("final", String.valueOf(last))
                .end();
    }

    @Override
    public String artifactFrame(TaskIds ids, Artifact artifact) {
        return new Fields()
                .text("kind", "artifact-update")
                .text("taskId", ids.taskId())
                .text("contextId", ids.contextId())
                .json("artifact", artifact(artifact))
                .json("append", "false")
                .json("lastChunk", "true")
                .end();
    }

    private String artifact(Artifact artifact) {
        return new Fields()
                .text("artifactId", artifact.artifactId())
                .text("name", artifact.name())
                .text("description", artifact.description())
                .list("parts", List.of(artifact.part()), Wire03::part)
                .end();
    }

    private static String part(Part part) {
        if (part instanceof Part.Text text) {
            return new Fields().text("kind", "text").text("text", text.text()).end();
        }
        if (part instanceof Part.Bytes bytes) {
            return file(new Fields().text("bytes", bytes.base64()), bytes.mediaType(), bytes.name());
        }
        if (part instanceof Part.Address address) {
            return file(new Fields().text("uri", address.uri()), address.mediaType(), address.name());
        }
        return new Fields()
                .text("kind", "data")
                .json("data", ((Part.Data) part).json())
                .end();
    }

    private static String file(Fields file, @Nullable String mediaType, @Nullable String name) {
        return new Fields()
                .text("kind", "file")
                .json(
                        "file",
                        file.text("mimeType", mediaType).text("name", name).end())
                .end();
    }

    @Override
    public JsonRpcError error(A2aError error, String sentence) {
        return JsonRpcError.of(error.code(), sentence);
    }
}
