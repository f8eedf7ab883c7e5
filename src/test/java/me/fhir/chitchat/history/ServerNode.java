package me.fhir.chitchat.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.PackagedServer;
import org.jspecify.annotations.Nullable;

/** A packaged server with its folder, which is started again after it was killed. Faults come from one thread. */
final class ServerNode implements AutoCloseable {
    private final Path folder;
    private final Map<String, String> environment;
    private final BufferedWriter log;
    private volatile @Nullable PackagedServer running;

    /**
     * Starts it.
     *
     * @param settings environment variables
     */
    ServerNode(Path folder, Map<String, String> settings) throws IOException {
        this.folder = Files.createDirectories(folder);
        environment = new HashMap<>(settings);
        environment.put("CHITCHAT_ARCHIVE", "off");
        log = Files.newBufferedWriter(
                folder.resolve("server.log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        start();
    }

    private void start() throws IOException {
        running = PackagedServer.start(folder, environment, this::log);
    }

    private synchronized void log(String line) {
        try {
            log.write(line);
            log.newLine();
            log.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<ServerAddress> address() {
        return Optional.ofNullable(running).map(server -> ServerAddress.of(server.http("/")));
    }

    private PackagedServer server() {
        PackagedServer server = running;
        if (server == null) {
            throw new IllegalStateException("the server in " + folder + " does not run");
        }
        return server;
    }

    void crash() throws IOException, InterruptedException {
        server().awaitKilled();
        running = null;
        start();
    }

    void pause(Duration time) throws IOException, InterruptedException {
        long process = server().pid();
        Signals.stop(process);
        Thread.sleep(time.toMillis());
        Signals.resume(process);
    }

    /** Stops it as an operator does; those who are connected are told. */
    void restart() throws IOException {
        server().close();
        running = null;
        start();
    }

    @Override
    public void close() throws IOException {
        PackagedServer server = running;
        running = null;
        if (server != null) {
            server.close();
        }
        log.close();
    }
}
