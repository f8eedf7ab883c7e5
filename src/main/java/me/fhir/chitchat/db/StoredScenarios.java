package me.fhir.chitchat.db;

import io.dropwizard.core.setup.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.db.engine.DataFileCheck;
import me.fhir.chitchat.db.engine.PostgresAddress;
import me.fhir.chitchat.db.engine.PostgresConnections;
import me.fhir.chitchat.db.engine.SqliteDataSources;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.db.file.NativeLibrary;
import me.fhir.chitchat.db.sql.EscapedText;
import me.fhir.chitchat.runtime.settings.SettingException;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** The scenarios of a data file, for commands that are not the server. */
public final class StoredScenarios {
    private StoredScenarios() {}

    /**
     * All scenarios, last modified first, also while a server has the storage open.
     *
     * @throws SettingException when this service has stored nothing there
     */
    public static List<ScenarioItem> all(StorageConfiguration storage) {
        return storage.postgres()
                .map(address -> inPostgres(address, JdbiScenarioStore::all))
                .orElseGet(() -> all(storage.file()));
    }

    /**
     * A scenario of a storage that is not open here; none where there is no storage yet.
     *
     * @throws SettingException when it cannot be read
     */
    public static Optional<ScenarioItem> find(StorageConfiguration storage, String id) {
        if (storage.postgres().isPresent()) {
            return inPostgres(storage.postgres().get(), handle -> JdbiScenarioStore.find(handle, id));
        }
        return Files.exists(storage.file()) ? JdbiScenarioStore.stored(storage.file(), id) : Optional.empty();
    }

    private static <T> T inPostgres(PostgresAddress address, Function<Handle, T> query) {
        PostgresConnections connections = new PostgresConnections(address);
        try (Connection connection = EscapedText.on(connections.writer());
                Handle handle = Jdbi.create(connection).open()) {
            return query.apply(handle);
        } catch (SQLException | JdbiException e) {
            throw new SettingException(
                    "The scenarios in " + address.name() + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private static List<ScenarioItem> all(Path file) {
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
