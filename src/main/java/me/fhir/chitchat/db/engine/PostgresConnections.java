package me.fhir.chitchat.db.engine;

import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.util.Duration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** How connections reach a PostgreSQL database: many that read, and one that writes. */
public final class PostgresConnections {
    /** A server that cannot be reached any more must not hold a thread for ever. */
    private static final int SILENCE_MS = 30_000;

    private static final Map<String, String> SETTINGS = Map.of(
            "ApplicationName", "chitchat",
            "connectTimeout", "10",
            // Details quote rows.
            "logServerErrorDetail", "false",
            "tcpKeepAlive", "true");

    private final PostgresAddress address;

    public PostgresConnections(PostgresAddress address) {
        this.address = address;
    }

    /** A new connection that writes; what it commits is on the disk. */
    public Connection writer() throws SQLException {
        Properties settings = address.settings();
        SETTINGS.forEach(settings::putIfAbsent);
        Connection connection = DriverManager.getConnection(address.url(), settings);
        try (Statement statement = connection.createStatement()) {
            if ("off".equals(word(statement, "SELECT current_setting('synchronous_commit')"))) {
                statement.execute("SET synchronous_commit TO on");
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String word(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    /** From now on a statement fails when the server says nothing for half a minute. */
    static void expectAnswers(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, SILENCE_MS);
    }

    /** For the command {@code db}. */
    DataSourceFactory migrations() {
        DataSourceFactory factory = readers(4);
        factory.setReadOnlyByDefault(false);
        factory.getProperties().remove("socketTimeout");
        return factory;
    }

    /** A pool of so many connections that read, opened when they are needed. */
    DataSourceFactory readers(int connections) {
        Properties given = address.settings();
        Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
        settings.put("socketTimeout", Integer.toString(SILENCE_MS / 1000));
        // Long results come in portions, not all at once.
        settings.put("defaultRowFetchSize", "50");
        given.stringPropertyNames().forEach(name -> settings.put(name, given.getProperty(name)));
        DataSourceFactory factory = new DataSourceFactory();
        factory.setDriverClass("org.postgresql.Driver");
        factory.setUrl(address.url());
        factory.setUser(settings.remove("user"));
        factory.setPassword(settings.remove("password"));
        factory.setProperties(settings);
        factory.setReadOnlyByDefault(true);
        factory.setInitialSize(0);
        factory.setMinSize(0);
        factory.setMaxSize(connections);
        factory.setMaxWaitForConnection(Duration.seconds(30));
        factory.setValidationQuery("SELECT 1");
        factory.setCheckConnectionOnBorrow(true);
        factory.setValidationInterval(Duration.seconds(1));
        factory.setCheckConnectionWhileIdle(false);
        return factory;
    }
}
