package me.fhir.chitchat.fuzz;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What Jazzer calls with its inputs; {@code src/test/fuzz/run.sh} starts it. The system property {@code fuzz.target}
 * names the target, {@code fuzz.longest-ms} how long an answer may take.
 */
public final class JazzerTarget {
    private static final FuzzTarget TARGET =
            FuzzTarget.valueOf(System.getProperty("fuzz.target", "frames").toUpperCase(Locale.ROOT));

    private static @Nullable FuzzedServer server;

    private JazzerTarget() {}

    public static void fuzzerInitialize() throws Exception {
        Path folder = Files.createTempDirectory("chitchat-fuzz");
        server = FuzzedServer.start(folder, Duration.ofMillis(Long.getLong("fuzz.longest-ms", 1000)));
    }

    public static void fuzzerTestOneInput(byte[] data) throws Exception {
        FuzzedServer running = server;
        if (running == null) {
            throw new IllegalStateException("the server does not run");
        }
        TARGET.send(running, new String(data, StandardCharsets.UTF_8));
    }
}
