package me.fhir.chitchat.launch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the archive in a process of its own with the lowest priority, which outlives the server that began it. One at a time
 * per archive.
 */
final class ArchiveTraining {
    /** A second JVM beside the server must not take a small machine's or a container's memory. */
    private static final long LEAST_MEMORY_BYTES = 2L << 30;

    private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(5);

    /** Renames the archive only when it is whole, so that no start ever sees half of one. */
    private static final String SCRIPT = "nice -n 19 \"$@\"; mv -f \"$CHITCHAT_TRAINED\" \"$CHITCHAT_TARGET\"; "
            + "rm -rf \"$CHITCHAT_TRAINED\"* \"$CHITCHAT_LOCK\" \"$CHITCHAT_TRAINING_DATA\"";

    private ArchiveTraining() {}

    /** @param footprint options that a start with the archive has as well, without which it would not fit */
    static void begin(LaunchedCommand command, ClassArchive archive, List<String> footprint) {
        Path lock = Path.of(archive.file() + ".lock");
        if (totalMemoryBytes() < LEAST_MEMORY_BYTES || !claim(lock)) {
            return;
        }
        Path trained = Path.of(archive.file() + ".new");
        List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh"));
        shell.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        List<String> options = new ArrayList<>(List.of(archive.writeOption(trained), QuickStart.TRAINING));
        options.addAll(footprint);
        shell.addAll(command.with(options, List.of("server")));
        ProcessBuilder process = new ProcessBuilder(shell)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        process.environment().put("CHITCHAT_TRAINED", trained.toString());
        process.environment().put("CHITCHAT_TARGET", archive.file().toString());
        process.environment().put("CHITCHAT_LOCK", lock.toString());
        try {
            useThrowAwayServer(
                    process.environment(),
                    archive.folder()
                            .resolve("training-" + ProcessHandle.current().pid()));
            process.start();
            archive.deleteOlderOnes();
        } catch (IOException e) {
            // No shell: this and the next start are plain ones.
            lock.toFile().delete();
        }
    }

    /** Its own free port, its own data, no key and no token of the real one. */
    private static void useThrowAwayServer(Map<String, String> environment, Path folder) throws IOException {
        environment.keySet().removeIf(name -> name.endsWith("_API_KEY") || name.endsWith("_BASE_URL"));
        environment
                .keySet()
                .removeAll(List.of(
                        "PUBLISHED_EDIT_TOKEN", "DEBUG_LLM_REQUESTS", "DEFAULT_LLM_PROVIDER", "DEFAULT_LLM_MODEL"));
        try (ServerSocket free = new ServerSocket(0)) {
            environment.put("PORT", Integer.toString(free.getLocalPort()));
        }
        environment.put("ADMIN_PORT", "0");
        environment.put("DB_PATH", folder.resolve("training.db").toString());
        environment.put("CHITCHAT_TRAINING_DATA", folder.toString());
    }

    private static boolean claim(Path lock) {
        try {
            if (Files.exists(lock)
                    && Files.getLastModifiedTime(lock).toMillis()
                            < System.currentTimeMillis() - GIVEN_UP_AFTER.toMillis()) {
                Files.deleteIfExists(lock);
            }
            Files.createFile(lock);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            // A folder that cannot be written to.
            return false;
        }
    }

    /** What the machine, or the container where there is one, has. */
    private static long totalMemoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Long.MAX_VALUE;
    }
}
