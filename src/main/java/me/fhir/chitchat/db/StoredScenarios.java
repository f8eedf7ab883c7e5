package me.fhir.chitchat.db;

import io.dropwizard.core.setup.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.settings.SettingException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** The scenarios of a data file, for commands that are no server. */
public final class StoredScenarios {
    private StoredScenarios() {}

    /**
     * All scenarios, last modified first, also while a server has the file open.
     *
     * @throws SettingException when there is no data file of this service
     */
    public static List<ScenarioItem> all(Path file) {
        if (!Files.exists(file) || new DataFileCheck(file).kind() != DataFileCheck.FileKind.OURS) {
            throw new SettingException("DB_PATH (storage.path) names " + file
                    + ", where there are no scenarios yet; name the data file, or a running server with --server.");
        }
        NativeLibrary.load();
        try {
            return Jdbi.create(SqliteDataSources.readOnlyUrl(file)).withHandle(JdbiScenarioStore::all);
        } catch (JdbiException e) {
            throw new SettingException("The scenarios in " + file + " cannot be read: " + e.getMessage() + ".");
        }
    }

    /**
     * Lets {@code work} change the scenarios of a data file, which is made if there is none.
     *
     * @throws SettingException when a server runs on it, or it cannot be used
     */
    public static <T> T change(StorageConfiguration storage, ConversationLimits limits, Function<ScenarioStore, T> work)
            throws Exception {
        Clock clock = Clock.systemUTC();
        Environment environment = new Environment("scenarios");
        Database database = new Database(storage, limits, clock, environment);
        database.open();
        database.start();
        try {
            ScenarioStore scenarios = new JdbiScenarioStore(database);
            new ScenarioSeeder(database, scenarios, Runnable::run, clock).start();
            return work.apply(scenarios);
        } finally {
            database.stop();
        }
    }
}
