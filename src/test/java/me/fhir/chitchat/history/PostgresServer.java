package me.fhir.chitchat.history;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** A PostgreSQL server that flushes what it commits, and that can be killed. One thread. */
final class PostgresServer implements AutoCloseable {
    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final String DATABASE = "history";

    private final Path data;
    private final Path work;
    private EmbeddedPostgres server;

    private PostgresServer(Path folder) throws IOException {
        data = folder.resolve("postgresql-data");
        work = folder.resolve("postgresql-work");
        server = start(0);
    }

    static PostgresServer create(Path folder) throws IOException, SQLException {
        PostgresServer server = new PostgresServer(folder);
        server.execute("CREATE DATABASE " + DATABASE);
        return server;
    }

    private EmbeddedPostgres start(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setOverrideWorkingDirectory(work.toFile())
                .setCleanDataDirectory(false)
                // Its default in these binaries' wrapper; said here, since the run is about it.
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100");
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    String url() {
        return "jdbc:postgresql://postgres:postgres@127.0.0.1:" + server.getPort() + "/" + DATABASE;
    }

    private long process() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    }

    /** Kills it with all that it started, and starts it again. */
    void crash() throws IOException, InterruptedException {
        long postmaster = process();
        int port = server.getPort();
        ProcessHandle handle = ProcessHandle.of(postmaster).orElseThrow();
        ProcessHandle[] sessions = handle.descendants().toArray(ProcessHandle[]::new);
        Signals.kill(postmaster);
        for (ProcessHandle session : sessions) {
            Signals.kill(session.pid());
        }
        // There is nothing left to stop, but it holds a lock on the folder.
        server.close();
        startAgain(port);
    }

    /** Stops it as an operator does, and starts it again. */
    void restart() throws IOException {
        int port = server.getPort();
        server.close();
        startAgain(port);
    }

    private void startAgain(int port) throws IOException {
        Instant end = Instant.now().plus(RECOVERY);
        while (true) {
            try {
                server = start(port);
                return;
            } catch (IOException | IllegalStateException e) {
                // The port or the shared memory of the last one may not be free yet.
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            }
        }
    }

    void pause(Duration time) throws IOException, InterruptedException {
        long postmaster = process();
        Signals.stop(postmaster);
        Thread.sleep(time.toMillis());
        Signals.resume(postmaster);
    }

    /** Ends every session of the servers' database, as an administrator or a failing network does. */
    void disconnectAll() throws SQLException {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + DATABASE + "'");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
