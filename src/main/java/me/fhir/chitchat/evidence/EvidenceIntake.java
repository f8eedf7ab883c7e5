package me.fhir.chitchat.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.conversation.ImportStore;
import me.fhir.chitchat.conversation.ImportedConversation;
import me.fhir.chitchat.runtime.concurrent.Futures;

/** Stores conversations that arrive as evidence from other servers. For any thread. */
public final class EvidenceIntake {
    private static final long MAX_WAIT_SECONDS = 10;

    private final ImportStore store;
    private final Clock clock;
    /** Unpacked, a file takes memory that no budget counts: one at a time. */
    private final Semaphore turn = new Semaphore(1, true);

    public EvidenceIntake(ImportStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Stores the conversation of one archive, all of it or nothing.
     *
     * @return empty when others were imported for longer than a caller waits
     * @throws EvidenceException when the archive is not evidence
     */
    public Optional<ImportStore.Imported> add(byte[] archive)
            throws EvidenceException, IOException, InterruptedException {
        if (!turn.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Futures.join(store.add(read(archive))));
        } finally {
            turn.release();
        }
    }

    /** A zip file's directory is at its end, so it is read from the disk; for its owner's eyes alone. */
    private ImportedConversation read(byte[] archive) throws EvidenceException, IOException {
        Path file = Files.createTempFile("evidence", ".zip");
        try {
            Files.write(file, archive);
            return EvidenceImport.read(
                    file, EvidenceLimits.RECEIVED, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
