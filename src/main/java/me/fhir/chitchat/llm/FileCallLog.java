package me.fhir.chitchat.llm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import me.fhir.chitchat.runtime.files.OwnerOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every call into a folder of its own, for people who inspect prompts and answers. A disk that fails
 * costs the folder, never the call. The oldest folders go when the log grows beyond its quota.
 */
public final class FileCallLog implements CallLog {
    private static final Logger LOG = LoggerFactory.getLogger(FileCallLog.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
    private static final int MAX_TWINS = 1000;

    private final Path directory;
    private final Clock clock;
    private final CallLogQuota quota;
    private final AtomicLong nextWarningMillis = new AtomicLong(Long.MIN_VALUE);

    /** @param settings how much of it is kept, and for how long */
    public FileCallLog(Path directory, DebugLogSettings settings, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        this.quota = new CallLogQuota(directory, settings.mostBytes(), settings.longestKept());
    }

    @Override
    public void keep(FinishedCall call) {
        try {
            String random = UUID.randomUUID().toString().substring(0, 8);
            Path name = CallFolderName.of(call.request().label(), call.started(), random);
            Map<String, byte[]> files = Map.of(
                    "request.txt", utf8(CallText.request(call)),
                    "response.txt", utf8(CallText.response(call)),
                    "metadata.json", utf8(CallText.metadata(call)));
            write(directory.resolve(name), files);
        } catch (IOException | RuntimeException e) {
            // A log that cannot be written must not fail the call.
            warn(e.toString());
        }
    }

    /** One call at a time: a folder must not be made while its parent is deleted. */
    private synchronized void write(Path wanted, Map<String, byte[]> files) throws IOException {
        long bytes = files.values().stream().mapToLong(file -> file.length).sum();
        OwnerOnly.createFolders(directory);
        if (!quota.makeRoom(bytes, clock.instant())) {
            warn("there is no room for a call of " + bytes + " bytes");
            return;
        }
        Path folder = newFolder(wanted);
        // Counted first: a file that could not be written whole takes room as well.
        quota.add(folder, bytes, clock.instant());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            OwnerOnly.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    /** Two calls of one step may start in the same millisecond. */
    private static Path newFolder(Path wanted) throws IOException {
        Path parent = wanted.toAbsolutePath().getParent();
        OwnerOnly.createFolders(parent == null ? wanted : parent);
        for (int twin = 1; twin <= MAX_TWINS; twin++) {
            Path folder = twin == 1 ? wanted : wanted.resolveSibling(wanted.getFileName() + "-" + twin);
            try {
                return OwnerOnly.createFolder(folder);
            } catch (FileAlreadyExistsException e) {
                // The next name is free, or the one after it.
            }
        }
        throw new FileAlreadyExistsException(wanted.toString());
    }

    private static byte[] utf8(String text) {
        // Files.writeString refuses text with half a surrogate pair, which models do send.
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void warn(String reason) {
        long now = clock.millis();
        long due = nextWarningMillis.get();
        if (now >= due && nextWarningMillis.compareAndSet(due, now + BETWEEN_WARNINGS.toMillis())) {
            LOG.warn("The debug log of model calls cannot be written to {}: {}", directory, reason);
        }
    }
}
