package me.fhir.chitchat.db.predecessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import me.fhir.chitchat.db.file.FileWatch;
import me.fhir.chitchat.db.file.Snapshot;
import me.fhir.chitchat.db.file.SqliteUri;
import me.fhir.chitchat.db.sql.Migrations;
import me.fhir.chitchat.db.sql.SqliteDialect;
import me.fhir.chitchat.runtime.files.OwnerOnly;
import me.fhir.chitchat.runtime.settings.SettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a fresh data file with the same content in the place of one of the predecessor, which stays beside it. */
public final class PredecessorUpgrade {
    private static final Logger LOG = LoggerFactory.getLogger(PredecessorUpgrade.class);

    private PredecessorUpgrade() {}

    /**
     * Takes the file over. Until the very last step, which is atomic, the file is as it was.
     *
     * @throws SettingException when it cannot be taken over; nothing has changed then
     */
    public static void run(Path file) {
        Path fresh = file.resolveSibling(file.getFileName() + ".importing");
        try {
            deleteDatabase(fresh);
            // SQLite would let everybody read what it makes.
            OwnerOnly.createFile(fresh);
            ImportCounts result = importInto(fresh, file);
            foldInLog(file);
            Path former = freeName(file);
            // A second name first, then the swap: at no moment does the place hold nothing.
            Files.createLink(former, file);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Snapshot.forceFolder(file);
            LOG.info(
                    "Took over the data file {} of the predecessor: {}. The original is kept at {}",
                    file,
                    result,
                    former);
        } catch (IOException | SQLException | RuntimeException e) {
            // Whatever it was, the predecessor's file is as it was.
            throw new SettingException("DB_PATH (storage.path) names " + file
                    + ", a data file of the predecessor, which could not be taken over (" + e.getMessage()
                    + "); nothing was changed in it, remedy that or name another file.");
        } finally {
            discard(fresh);
        }
    }

    private static ImportCounts importInto(Path fresh, Path file) throws SQLException, IOException {
        ImportCounts result;
        try (Connection source = SqliteUri.open(file, "mode=ro");
                Connection target = SqliteUri.open(fresh, "foreign_keys=true")) {
            Migrations.migrate(target, new SqliteDialect());
            result = new PredecessorImport(new Predecessor(source), target, Instant.now()).run();
            try (Statement statement = target.createStatement()) {
                statement.execute("PRAGMA application_id = " + Snapshot.APPLICATION_ID);
            }
        }
        Snapshot.force(fresh);
        return result;
    }

    /** Leaving WAL mode needs the file for itself: the predecessor may still be running. */
    private static void foldInLog(Path file) throws SQLException, IOException {
        if (!Files.exists(FileWatch.log(file))) {
            return;
        }
        try (Connection connection = SqliteUri.open(file, "busy_timeout=2000")) {
            if (!"delete".equals(Snapshot.ask(connection, "PRAGMA journal_mode=DELETE"))) {
                throw new IOException("another program has it open");
            }
        }
    }

    private static Path freeName(Path file) {
        Path name = file.resolveSibling(file.getFileName() + ".v3");
        for (int i = 2; Files.exists(name); i++) {
            name = file.resolveSibling(file.getFileName() + "." + i + ".v3");
        }
        return name;
    }

    private static void deleteDatabase(Path file) throws IOException {
        for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }

    private static void discard(Path fresh) {
        try {
            deleteDatabase(fresh);
        } catch (IOException e) {
            LOG.warn("The unfinished file {} could not be deleted: {}", fresh, e.getMessage());
        }
    }
}
