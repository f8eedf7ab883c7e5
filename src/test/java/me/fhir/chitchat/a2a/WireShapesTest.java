package me.fhir.chitchat.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.a2a.message.Part;
import org.junit.jupiter.api.Test;

/** Every shape of both versions, letter by letter. */
class WireShapesTest {
    private static final Instant AT = Instant.parse("2026-11-23T16:30:00.123Z");
    private static final TaskIds IDS = new TaskIds(7, "t1", "c1", null);
    private static final A2aMessage OWN = new A2aMessage(
            IDS,
            "m1",
            true,
            List.of(
                    new Part.TextPart("hi"),
                    new Part.FileBytes("a.bin", "application/x", "AP8Q"),
                    new Part.FileAddress("b.pdf", "application/pdf", "https://e.example/b.pdf"),
                    new Part.DataPart("c.json", "application/json", "{\"n\":1.50}")),
            "{\"k\":1}");
    private static final A2aMessage THEIRS = new A2aMessage(IDS, "m2", false, List.of(new Part.TextPart("yes")), null);
    private static final Artifact ARTIFACT =
            new Artifact("a1", "r.txt", "Result", new Part.FileBytes("r.txt", "text/plain", "b2s="));
    private static final Task TASK = new Task(
            IDS,
            new TaskStatus(TaskState.COMPLETED, THEIRS, AT),
            List.of(ARTIFACT),
            List.of(OWN, THEIRS),
            "{\"status\":\"success\"}");

    private static final String OWN_03 = "{\"kind\":\"message\",\"messageId\":\"m1\",\"role\":\"user\",\"parts\":["
            + "{\"kind\":\"text\",\"text\":\"hi\"},"
            + "{\"kind\":\"file\",\"file\":{\"bytes\":\"AP8Q\",\"mimeType\":\"application/x\",\"name\":\"a.bin\"}},"
            + "{\"kind\":\"file\",\"file\":{\"uri\":\"https://e.example/b.pdf\",\"mimeType\":\"application/pdf\","
            + "\"name\":\"b.pdf\"}},"
            + "{\"kind\":\"data\",\"data\":{\"n\":1.50}}],"
            + "\"taskId\":\"t1\",\"contextId\":\"c1\",\"metadata\":{\"k\":1}}";
    private static final String THEIRS_03 = "{\"kind\":\"message\",\"messageId\":\"m2\",\"role\":\"agent\",\"parts\":["
            + "{\"kind\":\"text\",\"text\":\"yes\"}],\"taskId\":\"t1\",\"contextId\":\"c1\"}";
    private static final String ARTIFACT_03 = "{\"artifactId\":\"a1\",\"name\":\"r.txt\",\"description\":\"Result\","
            + "\"parts\":[{\"kind\":\"file\",\"file\":{\"bytes\":\"b2s=\",\"mimeType\":\"text/plain\","
            + "\"name\":\"r.txt\"}}]}";
    private static final String OWN_10 = "{\"messageId\":\"m1\",\"contextId\":\"c1\",\"taskId\":\"t1\","
            + "\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"hi\"},"
            + "{\"raw\":\"AP8Q\",\"filename\":\"a.bin\",\"mediaType\":\"application/x\"},"
            + "{\"url\":\"https://e.example/b.pdf\",\"filename\":\"b.pdf\",\"mediaType\":\"application/pdf\"},"
            + "{\"data\":{\"n\":1.50},\"filename\":\"c.json\",\"mediaType\":\"application/json\"}],"
            + "\"metadata\":{\"k\":1}}";
    private static final String THEIRS_10 = "{\"messageId\":\"m2\",\"contextId\":\"c1\",\"taskId\":\"t1\","
            + "\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\"yes\"}]}";
    private static final String ARTIFACT_10 = "{\"artifactId\":\"a1\",\"name\":\"r.txt\",\"description\":\"Result\","
            + "\"parts\":[{\"raw\":\"b2s=\",\"filename\":\"r.txt\",\"mediaType\":\"text/plain\"}]}";

    private final Wire old = A2aVersion.V0_3.wire();
    private final Wire current = A2aVersion.V1_0.wire();

    @Test
    void writesTasksOf03() {
        String task = "{\"kind\":\"task\",\"id\":\"t1\",\"contextId\":\"c1\",\"status\":{\"state\":\"completed\","
                + "\"message\":" + THEIRS_03 + ",\"timestamp\":\"2026-11-23T16:30:00.123Z\"},"
                + "\"artifacts\":[" + ARTIFACT_03 + "],\"history\":[" + OWN_03 + "," + THEIRS_03 + "],"
                + "\"metadata\":{\"conversationId\":7,\"outcome\":{\"status\":\"success\"}}}";
        assertThat(old.task(TASK)).isEqualTo(task);
        assertThat(old.sent(TASK)).isEqualTo(task);
        assertThat(old.taskFrame(TASK)).isEqualTo(task);
    }

    @Test
    void writesTasksOf10() {
        String task = "{\"id\":\"t1\",\"contextId\":\"c1\",\"status\":{\"state\":\"TASK_STATE_COMPLETED\","
                + "\"message\":" + THEIRS_10 + ",\"timestamp\":\"2026-11-23T16:30:00.123Z\"},"
                + "\"artifacts\":[" + ARTIFACT_10 + "],\"history\":[" + OWN_10 + "," + THEIRS_10 + "],"
                + "\"metadata\":{\"conversationId\":7,\"outcome\":{\"status\":\"success\"}}}";
        assertThat(current.task(TASK)).isEqualTo(task);
        assertThat(current.sent(TASK)).isEqualTo("{\"task\":" + task + "}");
        assertThat(current.taskFrame(TASK)).isEqualTo("{\"task\":" + task + "}");
    }

    @Test
    void writesFramesOf03() {
        assertThat(old.messageFrame(THEIRS)).isEqualTo(THEIRS_03);
        assertThat(old.statusFrame(IDS, new TaskStatus(TaskState.INPUT_REQUIRED, null, AT), true))
                .isEqualTo("{\"kind\":\"status-update\",\"taskId\":\"t1\",\"contextId\":\"c1\",\"status\":{"
                        + "\"state\":\"input-required\",\"timestamp\":\"2026-11-23T16:30:00.123Z\"},\"final\":true}");
        assertThat(old.artifactFrame(IDS, ARTIFACT))
                .isEqualTo("{\"kind\":\"artifact-update\",\"taskId\":\"t1\",\"contextId\":\"c1\",\"artifact\":"
                        + ARTIFACT_03 + ",\"append\":false,\"lastChunk\":true}");
    }

    @Test
    void writesFramesOf10() {
        assertThat(current.messageFrame(THEIRS)).isEqualTo("{\"message\":" + THEIRS_10 + "}");
        assertThat(current.statusFrame(IDS, new TaskStatus(TaskState.INPUT_REQUIRED, null, AT), true))
                .isEqualTo("{\"statusUpdate\":{\"taskId\":\"t1\",\"contextId\":\"c1\",\"status\":{"
                        + "\"state\":\"TASK_STATE_INPUT_REQUIRED\","
                        + "\"timestamp\":\"2026-11-23T16:30:00.123Z\"}}}");
        assertThat(current.artifactFrame(IDS, ARTIFACT))
                .isEqualTo("{\"artifactUpdate\":{\"taskId\":\"t1\",\"contextId\":\"c1\",\"artifact\":" + ARTIFACT_10
                        + ",\"lastChunk\":true}}");
    }

    @Test
    void leavesOutWhatWasNotAskedFor() {
        Task bare = new Task(IDS, new TaskStatus(TaskState.SUBMITTED, null, AT), null, null, null);
        assertThat(current.task(bare))
                .isEqualTo("{\"id\":\"t1\",\"contextId\":\"c1\",\"status\":{\"state\":\"TASK_STATE_SUBMITTED\","
                        + "\"timestamp\":\"2026-11-23T16:30:00.123Z\"},\"metadata\":{\"conversationId\":7}}");
    }

    @Test
    void writesErrors() {
        assertThat(old.error(A2aError.TASK_NOT_FOUND, "None.").json())
                .isEqualTo("{\"code\":-32001,\"message\":\"None.\"}");
        assertThat(current.error(A2aError.TASK_NOT_FOUND, "None.").json())
                .isEqualTo("{\"code\":-32001,\"message\":\"None.\",\"data\":[{"
                        + "\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"TASK_NOT_FOUND\","
                        + "\"domain\":\"a2a-protocol.org\"}]}");
    }

    @Test
    void choosesTheVersion() {
        assertThat(A2aVersion.declared(Optional.empty())).isEmpty();
        assertThat(A2aVersion.declared(Optional.of(" "))).isEmpty();
        assertThat(A2aVersion.declared(Optional.of("0.3"))).contains(A2aVersion.V0_3);
        assertThat(A2aVersion.declared(Optional.of(" 1.0 "))).contains(A2aVersion.V1_0);
        assertThat(A2aVersion.declared(Optional.of("1.0.0"))).contains(A2aVersion.V1_0);
        assertThatThrownBy(() -> A2aVersion.declared(Optional.of("0.2"))).hasMessageContaining("1.0 or 0.3");
    }
}
