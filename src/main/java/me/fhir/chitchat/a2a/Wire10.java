package me.fhir.chitchat.a2a;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.wire.Timestamps;

/** The shapes of A2A 1.0 (section 4): ProtoJSON, told apart by which member is there. */
final class Wire10 implements Wire {
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
                .list("parts", message.parts(), Wire10::part)
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
        String update = new Fields()
                .text("taskId", ids.taskId())
                .text("contextId", ids.contextId())
                .json("status", status(status))
                .end();
        return new Fields().json("statusUpdate", update).end();
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
                .list("parts", List.of(artifact.part()), Wire10::part)
                .end();
    }

    private static String part(Part part) {
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
    public List<Part> parts(List<JsonObject> parts) {
        List<Part> known = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            ParamReader part = new ParamReader(parts.get(i), "message.parts." + i);
            boolean data = parts.get(i).kind("data") != JsonKind.ABSENT;
            long contents = List.of(part.has("text"), part.has("raw"), part.has("url"), data).stream()
                    .filter(there -> there)
                    .count();
            if (contents > 1) {
                throw A2aError.INVALID_PARAMS.because(part.path() + " must have one of text, raw, url and data.");
            }
            if (contents == 1) {
                known.add(part(part, data));
            }
        }
        return known;
    }

    private static Part part(ParamReader part, boolean data) {
        if (part.has("text")) {
            return new Part.Text(part.text("text"));
        }
        String name = part.optionalName("filename");
        String mediaType = part.optionalName("mediaType");
        if (data) {
            return new Part.Data(name, mediaType, part.json("data", null));
        }
        return part.has("raw")
                ? new Part.Bytes(name, mediaType, part.base64("raw"))
                : new Part.Address(name, mediaType, part.text("url"));
    }

    @Override
    public String userRole() {
        return "ROLE_USER";
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
