package me.fhir.chitchat.runtime.launch;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Makes the archive in a process of its own with the lowest priority, which outlives the server that began it. One at a time
 * per archive.
 */
final class ArchiveTraining {
    /** Less than this while it is trained, and the server could soon lack memory: the training ends. */
    private static final long RESERVED_BYTES = 128L << 20;

    /** 500 MB is what either step of JDK 25 takes at most; a container has to hold it beside the server. */
    private static final long NEEDED_BYTES = (500L << 20) + RESERVED_BYTES;

    /** The archive's volume may be the database's; several times the archive must be free. */
    private static final long FREE_SPACE_BYTES = 512L << 20;

    private static final Duration MEMORY_CHECKS = Duration.ofMillis(500);
    private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(15);

    /** Renames the archive only when it is whole, so that no start ever sees half of one. */
    private static final String SCRIPT =
            "java() { if command -v nice >/dev/null; then nice -n 19 \"$CHITCHAT_JAVA\" \"$@\";"
                    + " else \"$CHITCHAT_JAVA\" \"$@\"; fi; }; %s && mv -f \"$CHITCHAT_TRAINED\" \"$CHITCHAT_TARGET\"; "
                    + "rm -rf \"$CHITCHAT_TRAINED\"* \"$CHITCHAT_LOCK\" \"$CHITCHAT_TRAINING_DATA\"";

    /** Of the server's variables the training gets none, so no database, no key and no token of the real one. */
    private static final Pattern KEPT_VARIABLES = Pattern.compile(
            "PATH|HOME|LANG|LC_.*|TZ|TMPDIR|LD_.*|J(AVA|DK)_.*|_JAVA_OPTIONS|MALLOC_.*|XDG_.*|LOG_FORMAT");

    private ArchiveTraining() {}

    /** @param footprint options that a start with the archive has as well, without which it would not fit */
    static void begin(LaunchedCommand command, ClassArchive archive, List<String> footprint) {
        Path lock = Path.of(archive.file() + ".lock");
        if (MemoryLeft.bytes() < NEEDED_BYTES
                || archive.folder().toFile().getUsableSpace() < FREE_SPACE_BYTES
                || !claim(lock)) {
            return;
        }
        Path trained = Path.of(archive.file() + ".new");
        List<String> shell =
                new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT.formatted(archive.trainingScript()), "sh"));
        List<String> options = new ArrayList<>(SmallFootprint.trainingOptions(command.options(), System.getenv()));
        options.add(QuickStart.TRAINING);
        options.addAll(footprint);
        shell.addAll(command.with(options, List.of("server")));
        ProcessBuilder process = new ProcessBuilder(shell)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = process.environment();
        forgetTheServersSettings(environment);
        environment.put(
                "CHITCHAT_JAVA",
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        environment.put("CHITCHAT_TRAINED", trained.toString());
        environment.put("CHITCHAT_TARGET", archive.file().toString());
        environment.put("CHITCHAT_LOCK", lock.toString());
        try {
            useThrowAwayServer(
                    environment,
                    archive.folder()
                            .resolve("training-" + ProcessHandle.current().pid()));
            archive.deleteOlderOnes();
            watch(process.start());
        } catch (IOException e) {
            // No shell: this and the next start are plain ones.
            lock.toFile().delete();
        }
    }

    static void forgetTheServersSettings(Map<String, String> environment) {
        environment.keySet().removeIf(name -> !KEPT_VARIABLES.matcher(name).matches());
    }

    /** Its own free port and its own data. */
    private static void useThrowAwayServer(Map<String, String> environment, Path folder) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            environment.put("PORT", Integer.toString(free.getLocalPort()));
        }
        environment.put("ADMIN_PORT", "0");
        environment.put("DB_PATH", folder.resolve("training.db").toString());
        environment.put("CHITCHAT_TRAINING_DATA", folder.toString());
    }

    /** Where memory runs short, the operating system might end the server, or all of its container. */
    private static void watch(Process training) {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (!training.waitFor(MEMORY_CHECKS.toMillis(), TimeUnit.MILLISECONDS)) {
                            if (MemoryLeft.bytes() < RESERVED_BYTES) {
                                // The shell itself goes on, and removes what is left.
                                training.descendants().forEach(ProcessHandle::destroyForcibly);
                            }
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "archive-training");
        watch.setDaemon(true);
        watch.start();
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
}
