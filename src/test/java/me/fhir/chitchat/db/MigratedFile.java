package me.fhir.chitchat.db;

import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Data files as a first start leaves them. Each kind is migrated once per JVM and then copied: Liquibase takes most of the
 * time in which a store is opened.
 */
public final class MigratedFile {
    private static byte @Nullable [] empty;
    private static byte @Nullable [] withShippedScenarios;

    private MigratedFile() {}

    /** Puts a file with all tables and no rows at this place, unless there is one. */
    static synchronized void createEmpty(Path file) throws Exception {
        if (empty == null) {
            empty = migrated(false);
        }
        write(file, empty);
    }

    /** Puts a file with the shipped scenarios at this place, unless there is one. */
    public static synchronized void createWithShippedScenarios(Path file) throws Exception {
        if (withShippedScenarios == null) {
            withShippedScenarios = migrated(true);
        }
        write(file, withShippedScenarios);
    }

    private static void write(Path file, byte[] content) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, content);
        }
    }

    private static byte[] migrated(boolean seeded) throws Exception {
        Path folder = Files.createTempDirectory("migrated");
        Path file = folder.resolve("template.db");
        Database database = new Database(
                new StorageConfiguration(file.toString(), null),
                ConversationLimits.DEFAULT,
                Clock.systemUTC(),
                new Environment("template"));
        database.start();
        if (seeded) {
            new ScenarioSeeder(database, new JdbiScenarioStore(database), Runnable::run, Clock.systemUTC()).start();
        }
        // Closing it folds the log in: the file is all there is.
        database.stop();
        byte[] content = Files.readAllBytes(file);
        for (String name : new String[] {"template.db", "template.db.lock"}) {
            Files.delete(folder.resolve(name));
        }
        Files.delete(folder);
        return content;
    }
}
