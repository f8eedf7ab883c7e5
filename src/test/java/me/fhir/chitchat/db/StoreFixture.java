package me.fhir.chitchat.db;

import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.conversation.ConversationLimits;

/** A store on a storage of its own, opened and closed by a test; a file that is missing is a copy of a migrated one. */
final class StoreFixture {
    final Database database;
    final JdbiConversationStore conversations;

    StoreFixture(Path file, Clock clock) throws Exception {
        this(file, clock, UnaryOperator.identity());
    }

    /** @param instrument stands between the writer and the driver */
    StoreFixture(Path file, Clock clock, UnaryOperator<Connection> instrument) throws Exception {
        this(StoredIn.SQLITE.at(file), clock, instrument);
    }

    StoreFixture(StorageConfiguration storage, Clock clock) throws Exception {
        this(storage, clock, UnaryOperator.identity());
    }

    StoreFixture(StorageConfiguration storage, Clock clock, UnaryOperator<Connection> instrument) throws Exception {
        database = new Database(storage, ConversationLimits.DEFAULT, clock, new Environment("test"));
        database.instrument(instrument);
        conversations = new JdbiConversationStore(database, ConversationLimits.DEFAULT);
        database.start();
    }

    void close() throws Exception {
        database.stop();
    }
}
