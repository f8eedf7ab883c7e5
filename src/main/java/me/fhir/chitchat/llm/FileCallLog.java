package me.fhir.chitchat.llm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every call into a folder of its own, for people who want to see what the models were told. A disk that fails
 * costs the folder, never the call.
 */
public final class FileCallLog implements CallLog {
    private static final Logger LOG = LoggerFactory.getLogger(FileCallLog.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
    private static final int MOST_TWINS = 1000;

    private final Path directory;
    private final Clock clock;
    private final AtomicLong nextWarningMillis = new AtomicLong(Long.MIN_VALUE);

    public FileCallLog(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public void keep(FinishedCall call) {
        try {
            String random = UUID.randomUUID().toString().substring(0, 8);
            Path name = CallFolderName.of(call.request().label(), call.started(), random);
            Path folder = newFolder(directory.resolve(name));
            write(folder, "request.txt", CallText.request(call));
            write(folder, "response.txt", CallText.response(call));
            write(folder, "metadata.json", CallText.metadata(call));
        } catch (IOException | RuntimeException e) {
            warn(e);
        }
    }

    /** Two calls of one step may start in the same millisecond. */
    private static Path newFolder(Path wanted) throws IOException {
        Path parent = wanted.toAbsolutePath().getParent();
        Files.createDirectories(parent == null ? wanted : parent);
        for (int twin = 1; twin <= MOST_TWINS; twin++) {
            Path folder = twin == 1 ? wanted : wanted.resolveSibling(wanted.getFileName() + "-" + twin);
            try {
                return Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                // The next name is free, or the one after it.
            }
        }
        throw new FileAlreadyExistsException(wanted.toString());
    }

    private static void write(Path folder, String name, String text) throws IOException {
        // Not writeString: it refuses text with half a surrogate pair, which models do send.
        Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private void warn(Exception e) {
        long now = clock.millis();
        long due = nextWarningMillis.get();
        if (now >= due && nextWarningMillis.compareAndSet(due, now + BETWEEN_WARNINGS.toMillis())) {
            LOG.warn("The debug log of model calls cannot be written to {}: {}", directory, e.toString());
        }
    }
}
