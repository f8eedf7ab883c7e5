package me.fhir.chitchat.db;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import me.fhir.chitchat.db.engine.StorageConfiguration;

/** The databases that every store is tested on. */
enum StoredIn {
    SQLITE {
        @Override
        StorageConfiguration at(Path file) throws Exception {
            MigratedFile.createEmpty(file);
            return new StorageConfiguration(file.toString(), null);
        }
    },
    POSTGRESQL {
        @Override
        StorageConfiguration at(Path file) throws Exception {
            String url = DATABASES.get(file);
            if (url == null) {
                url = TestPostgres.migratedDatabase();
                DATABASES.put(file, url);
            }
            return new StorageConfiguration(file.toString(), null, null, url);
        }
    },
    /** PostgreSQL, where other servers may work as well. */
    SHARED {
        @Override
        StorageConfiguration at(Path file) throws Exception {
            return new StorageConfiguration(
                    file.toString(), null, null, POSTGRESQL.at(file).url(), true);
        }
    };

    private static final Map<Path, String> DATABASES = new ConcurrentHashMap<>();

    /** A storage with all tables and no rows; for the same place it is the same one. */
    abstract StorageConfiguration at(Path file) throws Exception;
}
