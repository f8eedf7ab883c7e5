package me.fhir.chitchat.db;

import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.db.engine.StorageConfiguration;

/** A store on a storage of its own, opened and closed by a test; a file that is missing is a copy of a migrated one. */
public final class StoreFixture {
    public final Database database;
    public final JdbiConversationStore conversations;

    public StoreFixture(Path file, Clock clock) throws Exception {
        this(file, clock, UnaryOperator.identity());
    }

    /** @param instrument stands between the writer and the driver */
    public StoreFixture(Path file, Clock clock, UnaryOperator<Connection> instrument) throws Exception {
        this(StoredIn.SQLITE.at(file), clock, instrument);
    }

    public StoreFixture(StorageConfiguration storage, Clock clock) throws Exception {
        this(storage, clock, UnaryOperator.identity());
    }

    public StoreFixture(StorageConfiguration storage, Clock clock, UnaryOperator<Connection> instrument)
            throws Exception {
        database = new Database(storage, ConversationLimits.DEFAULT, clock, new Environment("test"));
        database.instrument(instrument);
        conversations = new JdbiConversationStore(database, ConversationLimits.DEFAULT);
        database.start();
    }

    public void close() throws Exception {
        database.stop();
    }
}
