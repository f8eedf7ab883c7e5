package me.fhir.chitchat.db.engine;

import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.util.Duration;
import java.nio.file.Path;
import me.fhir.chitchat.db.file.NativeLibrary;
import me.fhir.chitchat.runtime.settings.SettingException;

/** How connections reach an SQLite file: by read-only ones, or by one that writes. */
public final class SqliteDataSources {
    // NORMAL would lose acknowledged appends with the power; the group commit pays for FULL.
    private static final String WRITER_SETTINGS = "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000"
            + "&foreign_keys=true&transaction_mode=IMMEDIATE&journal_size_limit=67108864"
            // Else the driver asks for the last row id after each insert, which is not used here.
            + "&jdbc.get_generated_keys=false";
    private static final String READER_SETTINGS = "?open_mode=1&busy_timeout=5000";

    private SqliteDataSources() {}

    static String writableUrl(Path file) {
        return "jdbc:sqlite:" + file + WRITER_SETTINGS;
    }

    public static String readOnlyUrl(Path file) {
        return "jdbc:sqlite:" + file + READER_SETTINGS;
    }

    /** A pool of so many read-only connections, opened when they are needed. */
    static DataSourceFactory readOnly(Path file, int connections) {
        DataSourceFactory factory = new DataSourceFactory();
        factory.setDriverClass("org.sqlite.JDBC");
        factory.setUrl(readOnlyUrl(file));
        factory.setInitialSize(0);
        factory.setMinSize(0);
        factory.setMaxSize(connections);
        factory.setMaxWaitForConnection(Duration.seconds(30));
        factory.setCheckConnectionOnBorrow(false);
        factory.setCheckConnectionWhileIdle(false);
        factory.setValidationQuery("SELECT 1");
        return factory;
    }

    /**
     * How the {@code db} command reaches the file; makes its folder.
     *
     * @throws SettingException when another program's file, or none that could be one of ours, lies there
     */
    static DataSourceFactory writable(Path file) {
        NativeLibrary.load();
        DataFileCheck check = new DataFileCheck(file);
        if (check.kind() == DataFileCheck.FileKind.PREDECESSOR) {
            throw new SettingException("DB_PATH (storage.path) names " + file
                    + ", a data file of the TypeScript server; start the server once, which takes it over.");
        }
        DataSourceFactory factory = readOnly(file, 4);
        factory.setUrl(writableUrl(file));
        return factory;
    }
}
