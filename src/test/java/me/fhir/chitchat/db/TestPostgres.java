package me.fhir.chitchat.db;

import io.dropwizard.core.setup.Environment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server for this run of tests, started when it is first needed. It flushes nothing, to be quick. */
public final class TestPostgres {
    private static final String TEMPLATE = "migrated";

    private static @Nullable EmbeddedPostgres server;
    private static int made;

    private TestPostgres() {}

    private static synchronized EmbeddedPostgres server() throws Exception {
        if (server == null) {
            // It stops with the JVM.
            server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            execute("CREATE DATABASE " + TEMPLATE);
            Database database = new Database(
                    new StorageConfiguration(null, null, null, url(TEMPLATE)),
                    ConversationLimits.DEFAULT,
                    Clock.systemUTC(),
                    new Environment("template"));
            database.start();
            database.stop();
        }
        return server;
    }

    /** The address of a database with all tables and no rows. */
    public static synchronized String migratedDatabase() throws Exception {
        return made(" TEMPLATE " + TEMPLATE);
    }

    /** The address of a database without tables. */
    public static synchronized String emptyDatabase() throws Exception {
        return made("");
    }

    private static String made(String as) throws Exception {
        server();
        String name = "test_" + ++made;
        execute("CREATE DATABASE " + name + as);
        return url(name);
    }

    private static String url(String database) throws Exception {
        return "jdbc:postgresql://postgres:postgres@127.0.0.1:" + server().getPort() + "/" + database;
    }

    /** Runs a statement of an administrator. */
    static void execute(String sql) throws Exception {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
