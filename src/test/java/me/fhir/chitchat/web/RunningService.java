package me.fhir.chitchat.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.TestFolder;

/** The packaged service as a process of its own, on any free port and with an empty store. */
final class RunningService implements AutoCloseable {
    /** What opens the published scenarios of this service. */
    static final String EDIT_TOKEN = "orchard-7-lantern";

    private static final Pattern READY = Pattern.compile("is ready at (http://\\S+)");
    /** It starts in seconds; other work may have the processor. */
    private static final long START_SECONDS = 300;

    private final TestFolder folder;
    private final Process process;
    private final URI base;

    private RunningService(TestFolder folder, Process process, URI base) {
        this.folder = folder;
        this.process = process;
        this.base = base;
    }

    /** Starts it with these environment variables besides its own. */
    static RunningService start(Map<String, String> environment) {
        TestFolder temporary = TestFolder.create();
        Path folder = temporary.path();
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            // It runs for seconds: a quick start is worth more than optimised code.
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-jar",
                            System.getProperty("chitchat.jar"),
                            "server")
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            builder.environment().put("PORT", "0");
            builder.environment().put("ADMIN_PORT", "0");
            builder.environment().put("DB_PATH", folder.resolve("page.db").toString());
            builder.environment().put("PUBLISHED_EDIT_TOKEN", EDIT_TOKEN);
            builder.environment().putAll(environment);
            Process process = builder.start();
            List<String> output = new ArrayList<>();
            CompletableFuture<URI> ready = CompletableFuture.supplyAsync(() -> awaitReady(process, output));
            try {
                return new RunningService(temporary, process, ready.get(START_SECONDS, TimeUnit.SECONDS));
            } catch (Exception e) {
                process.destroyForcibly().onExit().join();
                temporary.close();
                throw new IllegalStateException("The service did not start: " + String.join("\n", output), e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI base() {
        return base;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
        folder.close();
    }

    private static URI awaitReady(Process process, List<String> output) {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    drain(lines);
                    return URI.create(ready.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("it ended with code " + process.exitValue());
    }

    // A full pipe would stop the service.
    private static void drain(BufferedReader lines) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (lines.readLine() != null) {
                            // Nobody reads the log of a test that goes well.
                        }
                    } catch (IOException e) {
                        // The service has ended.
                    }
                },
                "service-log");
        thread.setDaemon(true);
        thread.start();
    }
}
