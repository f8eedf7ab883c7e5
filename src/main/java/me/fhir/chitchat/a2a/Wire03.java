package me.fhir.chitchat.a2a;

import java.util.List;
import me.fhir.chitchat.a2a.message.PartShape;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.wire.Timestamps;

/** The shapes of A2A 0.3 (sections 6 and 7), distinguished by their {@code kind}. */
final class Wire03 implements Wire {
    @Override
    public String task(Task task) {
        return JsonWriter.object(json -> {
            json.text("kind", "task")
                    .text("id", task.ids().taskId())
                    .text("contextId", task.ids().contextId())
                    .object("status", status -> status(status, task.status()));
            if (task.artifacts() != null) {
                json.objects("artifacts", task.artifacts(), Wire03::artifact);
            }
            if (task.history() != null) {
                json.objects("history", task.history(), Wire03::message);
            }
            json.object("metadata", task::writeMetadata);
        });
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
    public String messageFrame(A2aMessage message) {
        return JsonWriter.object(json -> message(json, message));
    }

    private static void message(JsonWriter json, A2aMessage message) {
        json.text("kind", "message")
                .text("messageId", message.messageId())
                .text("role", message.user() ? "user" : "agent")
                .objects("parts", message.parts(), PartShape.V0_3::write)
                .text("taskId", message.ids().taskId())
                .text("contextId", message.ids().contextId())
                .optionalRaw("metadata", message.metadata());
    }

    private static void status(JsonWriter json, TaskStatus status) {
        A2aMessage message = status.message();
        json.text("state", status.state().wireName());
        if (message != null) {
            json.object("message", members -> message(members, message));
        }
        json.text("timestamp", Timestamps.format(status.since()));
    }

    @Override
    public String statusFrame(TaskIds ids, TaskStatus status, boolean last) {
        return JsonWriter.object(json -> json.text("kind", "status-update")
                .text("taskId", ids.taskId())
                .text("contextId", ids.contextId())
                .object("status", members -> status(members, status))
                .flag("final", last));
    }

    @Override
    public String artifactFrame(TaskIds ids, Artifact artifact) {
        return JsonWriter.object(json -> json.text("kind", "artifact-update")
                .text("taskId", ids.taskId())
                .text("contextId", ids.contextId())
                .object("artifact", members -> artifact(members, artifact))
                .flag("append", false)
                .flag("lastChunk", true));
    }

    private static void artifact(JsonWriter json, Artifact artifact) {
        json.text("artifactId", artifact.artifactId())
                .text("name", artifact.name())
                .optionalText("description", artifact.description())
                .objects("parts", List.of(artifact.part()), PartShape.V0_3::write);
    }

    @Override
    public JsonRpcError error(A2aError error, String sentence) {
        return JsonRpcError.of(error.code(), sentence);
    }
}
