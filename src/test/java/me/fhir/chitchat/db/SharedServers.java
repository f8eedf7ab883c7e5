package me.fhir.chitchat.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.db.engine.StorageConfiguration;

/** Two servers on one PostgreSQL database of their own. */
final class SharedServers {
    final StorageConfiguration storage;
    final StoreFixture one;
    final StoreFixture other;

    /** A database that no other test uses. */
    SharedServers() throws Exception {
        this(connection -> connection);
    }

    /** The same; what the first server writes goes through this. */
    SharedServers(UnaryOperator<Connection> instrument) throws Exception {
        storage = StoredIn.SHARED.at(Path.of("shared-" + System.nanoTime()));
        one = new StoreFixture(storage, Clock.systemUTC(), instrument);
        other = new StoreFixture(storage, Clock.systemUTC());
    }

    void close() throws Exception {
        one.close();
        other.close();
    }
}
