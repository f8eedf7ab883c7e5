package me.fhir.chitchat.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * What a strict client of A2A 1.0 lets pass: the members of the protocol's messages and no others, as the schema that comes
 * with the specification has them.
 */
final class StrictShapes {
    private static final Map<String, Set<String>> REQUIRED = Map.of(
            "task", Set.of("id", "status"),
            "status", Set.of("state"),
            "message", Set.of("messageId", "role", "parts"),
            "artifact", Set.of("artifactId", "parts"),
            "statusUpdate", Set.of("taskId", "contextId", "status"),
            "artifactUpdate", Set.of("taskId", "contextId", "artifact"),
            "list", Set.of("tasks", "nextPageToken", "pageSize", "totalSize"));
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "task", Set.of("id", "contextId", "status", "artifacts", "history", "metadata"),
            "status", Set.of("state", "message", "timestamp"),
            "message",
                    Set.of(
                            "messageId",
                            "contextId",
                            "taskId",
                            "role",
                            "parts",
                            "metadata",
                            "extensions",
                            "referenceTaskIds"),
            "artifact", Set.of("artifactId", "name", "description", "parts", "metadata", "extensions"),
            "statusUpdate", Set.of("taskId", "contextId", "status", "metadata"),
            "artifactUpdate", Set.of("taskId", "contextId", "artifact", "append", "lastChunk", "metadata"),
            "list", Set.of("tasks", "nextPageToken", "pageSize", "totalSize"));
    private static final Set<String> CONTENTS = Set.of("text", "raw", "url", "data");
    private static final Set<String> PART = Set.of("text", "raw", "url", "data", "metadata", "filename", "mediaType");

    private StrictShapes() {}

    /** A stream's frame or the answer to a message: exactly one thing, named. */
    static void frame(JsonNode frame) {
        assertThat(frame).hasSize(1);
        String kind = frame.fieldNames().next();
        JsonNode value = frame.get(kind);
        switch (kind) {
            case "task" -> task(value);
            case "message" -> message(value);
            case "statusUpdate" -> {
                members(kind, value);
                status(value.get("status"));
            }
            case "artifactUpdate" -> {
                members(kind, value);
                artifact(value.get("artifact"));
            }
            default -> throw new AssertionError("no kind of frame: " + frame);
        }
    }

    static void task(JsonNode task) {
        members("task", task);
        status(task.get("status"));
        task.path("history").forEach(StrictShapes::message);
        task.path("artifacts").forEach(StrictShapes::artifact);
    }

    static void list(JsonNode list) {
        members("list", list);
        list.get("tasks").forEach(StrictShapes::task);
    }

    private static void status(JsonNode status) {
        members("status", status);
        assertThat(status.get("state").asText()).startsWith("TASK_STATE_");
        assertThat(status.get("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        if (status.has("message")) {
            message(status.get("message"));
        }
    }

    private static void message(JsonNode message) {
        members("message", message);
        assertThat(message.get("role").asText()).isIn("ROLE_USER", "ROLE_AGENT");
        parts(message.get("parts"));
    }

    private static void artifact(JsonNode artifact) {
        members("artifact", artifact);
        parts(artifact.get("parts"));
    }

    private static void parts(JsonNode parts) {
        assertThat(parts).isNotEmpty();
        for (JsonNode part : parts) {
            assertThat(part.fieldNames()).toIterable().isSubsetOf(PART);
            assertThat(part.fieldNames())
                    .toIterable()
                    .filteredOn(CONTENTS::contains)
                    .hasSize(1);
        }
    }

    private static void members(String kind, JsonNode value) {
        assertThat(value.fieldNames())
                .toIterable()
                .as("%s %s", kind, value)
                .containsAll(REQUIRED.get(kind))
                .isSubsetOf(ALLOWED.get(kind));
    }
}
