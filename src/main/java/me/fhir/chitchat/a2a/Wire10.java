package me.fhir.chitchat.a2a;

import java.util.List;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.a2a.message.PartShape;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.wire.Timestamps;

/** The shapes of A2A 1.0 (section 4): ProtoJSON, distinguished by the member that is present. */
class Wire10 implements Wire {
    @Override
    public String task(Task task) {
        return JsonWriter.object(json -> task(json, task));
    }

    private void task(JsonWriter json, Task task) {
        json.text("id", task.ids().taskId())
                .text("contextId", task.ids().contextId())
                .object("status", status -> status(status, task.status()));
        if (task.artifacts() != null) {
            json.objects("artifacts", task.artifacts(), this::artifact);
        }
        if (task.history() != null) {
            json.objects("history", task.history(), this::message);
        }
        json.object("metadata", task::writeMetadata);
    }

    @Override
    public String sent(Task task) {
        return taskFrame(task);
    }

    @Override
    public String taskFrame(Task task) {
        return JsonWriter.object(json -> json.object("task", members -> task(members, task)));
    }

    @Override
    public String messageFrame(A2aMessage message) {
        return JsonWriter.object(json -> json.object("message", members -> message(members, message)));
    }

    private void message(JsonWriter json, A2aMessage message) {
        json.text("messageId", message.messageId())
                .text("contextId", message.ids().contextId())
                .text("taskId", message.ids().taskId())
                .text("role", message.user() ? "ROLE_USER" : "ROLE_AGENT")
                .objects(partsName(), message.parts(), this::part)
                .optionalRaw("metadata", message.metadata());
    }

    private void status(JsonWriter json, TaskStatus status) {
        A2aMessage message = status.message();
        json.text("state", status.state().enumName());
        if (message != null) {
            json.object("message", members -> message(members, message));
        }
        json.text("timestamp", Timestamps.format(status.since()));
    }

    @Override
    public String statusFrame(TaskIds ids, TaskStatus status, boolean last) {
        return JsonWriter.object(
                json -> json.object("statusUpdate", update -> statusUpdate(update, ids, status, last)));
    }

    /** Writes the members of a new status; the end of the stream stands for {@code last}. */
    void statusUpdate(JsonWriter json, TaskIds ids, TaskStatus status, boolean last) {
        json.text("taskId", ids.taskId())
                .text("contextId", ids.contextId())
                .object("status", members -> status(members, status));
    }

    @Override
    public String artifactFrame(TaskIds ids, Artifact artifact) {
        return JsonWriter.object(json -> json.object("artifactUpdate", update -> update.text("taskId", ids.taskId())
                .text("contextId", ids.contextId())
                .object("artifact", members -> artifact(members, artifact))
                .flag("lastChunk", true)));
    }

    private void artifact(JsonWriter json, Artifact artifact) {
        json.text("artifactId", artifact.artifactId())
                .text("name", artifact.name())
                .optionalText("description", artifact.description())
                .objects("parts", List.of(artifact.part()), this::part);
    }

    /** The name of a message's parts. */
    String partsName() {
        return "parts";
    }

    /** Writes the members of a part. */
    void part(JsonWriter json, Part part) {
        PartShape.V1_0.write(json, part);
    }

    @Override
    public JsonRpcError error(A2aError error, String sentence) {
        String details = JsonWriter.list(List.of(error), (list, only) -> list.beginObject()
                .text("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                .text("reason", only.name())
                .text("domain", "a2a-protocol.org")
                .endObject());
        return new JsonRpcError(error.code(), sentence, details);
    }
}
