package me.fhir.chitchat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The packaged server as a process that a test can kill with -9. */
public final class PackagedServer implements AutoCloseable {
    private static final String READY = "Chitchat is ready at ";

    private final Process process;
    private final URI base;

    private PackagedServer(Process process, URI base) {
        this.process = process;
        this.base = base;
    }

    /** Starts it on any free port, with its data in a folder and these environment variables. */
    public static PackagedServer start(Path folder, Map<String, String> environment) throws IOException {
        return start(folder, environment, ignored -> {});
    }

    /** Starts it; every line that it logs once it is ready is handed on. */
    public static PackagedServer start(Path folder, Map<String, String> environment, Consumer<String> log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        System.getProperty("chitchat.jar"),
                        "server")
                .redirectErrorStream(true)
                .directory(folder.toFile());
        builder.environment().put("PORT", "0");
        builder.environment().put("ADMIN_PORT", "0");
        builder.environment().put("DB_PATH", folder.resolve("data.db").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new PackagedServer(process, base(process, log));
    }

    private static URI base(Process process, Consumer<String> lines) throws IOException {
        BufferedReader log =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            seen.append(line).append('\n');
            if (line.startsWith(READY)) {
                Thread drain = new Thread(() -> log.lines().forEach(lines));
                drain.setDaemon(true);
                // The log of a server that is killed ends in the middle.
                drain.setUncaughtExceptionHandler((thread, ended) -> {});
                drain.start();
                return URI.create(line.substring(READY.length()).replace("localhost", "127.0.0.1"));
            }
        }
        throw new AssertionError("the server did not start:\n" + seen);
    }

    /** An address of it. */
    public URI http(String path) {
        return base.resolve(path);
    }

    URI webSocket() {
        return URI.create(base.toString().replace("http://", "ws://") + "/api/ws");
    }

    /** Its number as a process. */
    public long pid() {
        return process.pid();
    }

    /** Ends it without a chance to finish anything; from any thread. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Waits until it has ended, and kills it for that. */
    public void awaitKilled() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it as an operator would. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("the server did not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
