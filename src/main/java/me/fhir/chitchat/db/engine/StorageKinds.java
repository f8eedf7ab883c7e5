package me.fhir.chitchat.db.engine;

import io.dropwizard.db.DataSourceFactory;
import java.nio.file.Path;
import me.fhir.chitchat.runtime.settings.SettingException;

/** The storage that is configured: which kind it is, and what only one kind can do. */
public final class StorageKinds {
    private StorageKinds() {}

    public static StoreKind kind(StorageConfiguration storage) {
        if (storage.postgres().isEmpty()) {
            if (storage.shared()) {
                throw new SettingException(
                        "DATABASE_REPLICAS (storage.replicas) needs a PostgreSQL database, which DATABASE_URL (storage.url)"
                                + " names; an SQLite file has one server.");
            }
            return new SqliteKind(storage.file(), storage.quotaBytes());
        }
        if (storage.quotaBytes() > 0) {
            throw new SettingException(
                    "DB_MAX_BYTES (storage.maxBytes) is for an SQLite file; with DATABASE_URL (storage.url) set, limit what"
                            + " PostgreSQL may take where it runs, and leave DB_MAX_BYTES out.");
        }
        return new PostgresKind(storage.postgres().get(), storage.shared());
    }

    /**
     * The SQLite file, for what only such a file can do.
     *
     * @throws SettingException when the data is in PostgreSQL
     */
    public static Path dataFile(StorageConfiguration storage) {
        storage.postgres().ifPresent(address -> {
            throw new SettingException("This command is for an SQLite file, but DATABASE_URL (storage.url) names "
                    + address.name() + "; use pg_dump and pg_restore there.");
        });
        return storage.file();
    }

    /**
     * How the {@code db} command reaches the storage.
     *
     * @throws SettingException when another program's file, or none that could be one of ours, lies there
     */
    public static DataSourceFactory migrations(StorageConfiguration storage) {
        return storage.postgres()
                .map(address -> new PostgresConnections(address).migrations())
                .orElseGet(() -> SqliteDataSources.writable(storage.file()));
    }
}
