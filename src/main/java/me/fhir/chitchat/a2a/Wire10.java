package me.fhir.chitchat.a2a;

import java.util.List;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.wire.Timestamps;

/** The shapes of A2A 1.0 (section 4): ProtoJSON, told apart by which member is there. */
class Wire10 implements Wire {
    @Override
    public String task(Task task) {
        return new Fields()
                .text("id", task.ids().taskId())
                .text("contextId", task.ids().contextId())
                .json("status", status(task.status()))
                .list("artifacts", task.artifacts(), this::artifact)
                .list("history", task.history(), this::message)
                .json("metadata", TaskMetadata.json(task))
                .end();
    }

    @Override
    public String sent(Task task) {
        return taskFrame(task);
    }

    @Override
    public String taskFrame(Task task) {
        return new Fields().json("task", task(task)).end();
    }

    @Override
    public String messageFrame(Message message) {
        return new Fields().json("message", message(message)).end();
    }

    private String message(Message message) {
        return new Fields()
                .text("messageId", message.messageId())
                .text("contextId", message.ids().contextId())
                .text("taskId", message.ids().taskId())
                .text("role", message.user() ? "ROLE_USER" : "ROLE_AGENT")
                .list(partsName(), message.parts(), this::part)
                .json("metadata", message.metadata())
                .end();
    }

    private String status(TaskStatus status) {
        return new Fields()
                .text("state", status.state().enumName())
                .json("message", status.message() == null ? null : message(status.message()))
                .text("timestamp", Timestamps.format(status.since()))
                .end();
    }

    @Override
    public String statusFrame(TaskIds ids, TaskStatus status, boolean last) {
        return new Fields()
                .json("statusUpdate", statusUpdate(ids, status).end())
                .end();
    }

    final Fields statusUpdate(TaskIds ids, TaskStatus status) {
        return new Fields()
                .text("taskId", ids.taskId())
                .text("contextId", ids.contextId())
                .json("status", status(status));
    }

    @Override
    public String artifactFrame(TaskIds ids, Artifact artifact) {
        String update = new Fields()
                .text("taskId", ids.taskId())
                .text("contextId", ids.contextId())
                .json("artifact", artifact(artifact))
                .json("lastChunk", "true")
                .end();
        return new Fields().json("artifactUpdate", update).end();
    }

    private String artifact(Artifact artifact) {
        return new Fields()
                .text("artifactId", artifact.artifactId())
                .text("name", artifact.name())
                .text("description", artifact.description())
                .list("parts", List.of(artifact.part()), this::part)
                .end();
    }

    /** What the parts of a message are called. */
    String partsName() {
        return "parts";
    }

    String part(Part part) {
        if (part instanceof Part.Text text) {
            return new Fields().text("text", text.text()).end();
        }
        if (part instanceof Part.Bytes bytes) {
            return new Fields()
                    .text("raw", bytes.base64())
                    .text("filename", bytes.name())
                    .text("mediaType", bytes.mediaType())
                    .end();
        }
        if (part instanceof Part.Address address) {
            return new Fields()
                    .text("url", address.uri())
                    .text("filename", address.name())
                    .text("mediaType", address.mediaType())
                    .end();
        }
        Part.Data data = (Part.Data) part;
        return new Fields()
                .json("data", data.json())
                .text("filename", data.name())
                .text("mediaType", data.mediaType())
                .end();
    }

    @Override
    public JsonRpcError error(A2aError error, String sentence) {
        String info = new Fields()
                .text("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                .text("reason", error.name())
                .text("domain", "a2a-protocol.org")
                .end();
        return new JsonRpcError(error.code(), sentence, "[" + info + "]");
    }
}
