package me.fhir.chitchat.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import me.fhir.chitchat.db.rows.StorageFault;
import me.fhir.chitchat.db.sql.ReplicaSql;
import me.fhir.chitchat.db.sql.StoreEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection on which a server is notified of what all servers commit. It connects again by itself. */
final class NotificationListener {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationListener.class);

    private static final int SILENCE_MS = 5_000;
    private static final int RECEIVE_MS = 1_000;
    private static final int FIRST_PAUSE_MS = 50;
    private static final int MAX_PAUSE_MS = 2_000;
    /** Clocks of servers differ, and what was committed last may not have been delivered. */
    private static final int OVERLAP_MS = 60_000;

    private final StoreEngine engine;
    private final Consumer<String> received;
    private final LongConsumer missed;
    private final Thread thread = new Thread(this::run, "store-listener");
    private volatile @Nullable Connection connection;
    private volatile boolean connected;
    private volatile boolean stopping;
    private volatile boolean reconnect;

    /**
     * A listener that is not connected yet.
     *
     * @param received takes what the transactions of one notification wrote
     * @param missed called on the same thread when notifications may have been lost since then, in milliseconds of the epoch
     */
    NotificationListener(StoreEngine engine, Consumer<String> received, LongConsumer missed) {
        this.engine = engine;
        this.received = received;
        this.missed = missed;
        thread.setDaemon(true);
    }

    /** Hears all that is committed after this returns. */
    void start() throws SQLException {
        connect();
        thread.start();
    }

    void stop() throws InterruptedException {
        stopping = true;
        if (thread.isAlive()) {
            interruptReceiving();
            thread.join(2L * RECEIVE_MS);
        }
    }

    /** Ends a wait for notifications, which else lasts its time. */
    private void interruptReceiving() {
        Connection current = connection;
        try {
            if (current != null) {
                current.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.debug("The connection for notifications was not aborted cleanly: {}", e.getMessage());
        }
    }

    boolean connected() {
        return connected;
    }

    /** Connects again, as after a loss. */
    void reconnect() {
        reconnect = true;
    }

    private Connection connect() throws SQLException {
        Connection fresh = engine.listening().orElseThrow();
        boolean listens = false;
        try (Statement statement = fresh.createStatement()) {
            fresh.setNetworkTimeout(Runnable::run, SILENCE_MS);
            String channel;
            try (ResultSet row = statement.executeQuery(ReplicaSql.QUOTED_CHANNEL)) {
                row.next();
                channel = row.getString(1);
            }
            statement.execute("LISTEN " + channel);
            listens = true;
        } finally {
            if (!listens) {
                fresh.close();
            }
        }
        connection = fresh;
        connected = true;
        return fresh;
    }

    private void run() {
        int pause = FIRST_PAUSE_MS;
        long heard = System.currentTimeMillis();
        Connection current = connection;
        while (!stopping) {
            try {
                if (current == null) {
                    current = connect();
                    missed.accept(heard - OVERLAP_MS);
                    LOG.info("Receives what other servers commit to {} again", engine.name());
                }
                heard = System.currentTimeMillis();
                receive(current);
                pause = FIRST_PAUSE_MS;
                if (reconnect) {
                    throw new SQLException("something could not be read");
                }
            } catch (SQLException | RuntimeException e) {
                // Whatever it was, a new connection reads what was missed.
                if (connected && !stopping) {
                    LOG.warn(
                            "Does not receive what other servers commit to {}; connecting again: {}",
                            engine.name(),
                            StorageFault.words(e));
                }
                connected = false;
                reconnect = false;
                close(current);
                current = null;
                pause(pause);
                pause = Math.min(2 * pause, MAX_PAUSE_MS);
            }
        }
        close(current);
    }

    private void receive(Connection current) throws SQLException {
        List<String> texts = DriverNotifications.await(current, RECEIVE_MS);
        if (texts.isEmpty()) {
            // A connection that has gone silently is noticed by a question only.
            try (Statement statement = current.createStatement()) {
                statement.execute("SELECT 1");
            }
            return;
        }
        texts.forEach(received);
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("The connection for notifications was not closed cleanly: {}", e.getMessage());
            }
        }
    }
}
