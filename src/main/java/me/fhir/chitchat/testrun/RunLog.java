package me.fhir.chitchat.testrun;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The runs that were judged, in a file to which each is added as soon as it is: a line that names the suite, then a line of
 * JSON a run. A kill leaves at most a last line that is not whole, which does not count. For any thread.
 */
final class RunLog implements AutoCloseable {
    private static final String FORMAT = "chitchat-test-runs";

    private final Map<RunResult.RunKey, RunResult> finished = new LinkedHashMap<>();
    private final @Nullable FileChannel file;

    /** A log that is kept nowhere. */
    RunLog() {
        this.file = null;
    }

    /**
     * Opens the log, and reads what a former process left in it.
     *
     * @param suiteHash of the suite that is to run
     * @throws SuiteException when the file is another suite's, or something else
     */
    RunLog(Path path, String suiteHash) throws IOException {
        String head = JsonWriter.object(json -> json.text("format", FORMAT).text("suite", suiteHash));
        String all = Files.exists(path) ? Files.readString(path) : "";
        int whole = all.lastIndexOf('\n') + 1;
        List<String> lines = all.substring(0, whole).lines().toList();
        if (whole > 0) {
            requireSame(path, Json.objectOrNull(lines.get(0)), suiteHash);
        } else if (!head.startsWith(all)) {
            // Only what a kill left of the first line may be written over.
            throw new SuiteException("--resume", path + " is not a file of an earlier test");
        }
        for (String text : lines) {
            Json.Object line = Json.objectOrNull(text);
            if (line != null) {
                RunResult.read(line).ifPresent(result -> finished.put(result.key(), result));
            }
        }
        this.file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.truncate(all.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
        file.position(file.size());
        if (whole == 0) {
            append(head);
        }
    }

    private static void requireSame(Path path, Json.@Nullable Object head, String suiteHash) {
        if (head == null || !FORMAT.equals(head.text("format"))) {
            throw new SuiteException("--resume", path + " is not a file of an earlier test");
        }
        if (!Objects.equals(head.text("suite"), suiteHash)) {
            throw new SuiteException(
                    "--resume",
                    path
                            + " is of another suite, or of one whose scenarios, seats or runs were others; name a new file");
        }
    }

    /** The runs of former processes. */
    Map<RunResult.RunKey, RunResult> finished() {
        return Map.copyOf(finished);
    }

    /** Keeps a run that was judged; durable when it returns. Others are made again. */
    synchronized void add(RunResult result) throws IOException {
        if (result.outcome().isJudged()) {
            append(JsonWriter.object(result::write));
        }
    }

    private void append(String line) throws IOException {
        if (file != null) {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
