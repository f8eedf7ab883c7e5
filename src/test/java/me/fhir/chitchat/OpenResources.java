package me.fhir.chitchat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The threads of this process at one moment and the files it has open in a folder, to be compared with those of a later
 * moment.
 *
 * @param threads the threads that were alive
 */
record OpenResources(Path folder, Set<Thread> threads) {
    /** Threads that the JVM, or the HTTP client of a test, starts when it likes and keeps. */
    private static final Pattern OF_THE_JVM = Pattern.compile(
            "ForkJoinPool.*|CompletableFutureDelayScheduler|Common-Cleaner|HttpClient-.*|process reaper.*|Attach Listener"
                    + "|.*Compiler.*|Sweeper thread|Read-Poller|Write-Poller|VirtualThread-unparker|awaitility-.*");

    /** @param folder the folder whose files count */
    static OpenResources now(Path folder) {
        return new OpenResources(folder, Set.copyOf(Thread.getAllStackTraces().keySet()));
    }

    /** What is open that was not then, once nothing is or the time is over. */
    List<String> leftOver(Duration longest) {
        try {
            Awaitility.await().atMost(longest).until(() -> difference().isEmpty());
            return List.of();
        } catch (ConditionTimeoutException e) {
            return difference();
        }
    }

    private List<String> difference() {
        List<String> difference = new ArrayList<>(openFiles());
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !threads.contains(thread))
                .map(thread -> "thread " + thread.getName())
                .filter(name ->
                        !OF_THE_JVM.matcher(name.substring("thread ".length())).matches())
                .sorted()
                .forEach(difference::add);
        return difference;
    }

    /** On systems that list them; a deleted file that is still open is named too. */
    private List<String> openFiles() {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return List.of();
        }
        try (Stream<Path> links = Files.list(descriptors)) {
            return links.map(OpenResources::target)
                    .filter(file -> file.startsWith(folder.toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // Closed since it was listed.
            return "";
        }
    }
}
