package me.fhir.chitchat.runtime.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much memory this process and those that it started may still take. In a container only these count against its limit,
 * and what the operating system can drop, such as pages of files, does not.
 *
 * @param processes where the operating system shows them ({@code /proc})
 * @param totalBytes what the machine, or the container where there is one, has
 */
record MemoryLeft(Path processes, long totalBytes) {
    private static final List<String> OF_A_PROCESS = List.of("RssAnon:", "RssShmem:");

    static long bytes() {
        long total =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : Long.MAX_VALUE;
        ProcessHandle current = ProcessHandle.current();
        return new MemoryLeft(Path.of("/proc"), total)
                .beside(Stream.concat(Stream.of(current), current.descendants()).map(ProcessHandle::pid));
    }

    /** All of it where the operating system does not show what is used. */
    long beside(Stream<Long> pids) {
        long used = pids.mapToLong(pid -> sum(processes.resolve(pid + "/status"), OF_A_PROCESS, 0))
                .sum();
        return Math.min(totalBytes - used, sum(processes.resolve("meminfo"), List.of("MemAvailable:"), Long.MAX_VALUE));
    }

    /** Of lines such as {@code RssAnon:   123 kB}, in bytes. */
    private static long sum(Path file, List<String> names, long otherwise) {
        try (Stream<String> lines = Files.lines(file)) {
            List<Long> values = lines.map(line -> line.split("\\s+"))
                    .filter(words -> words.length > 1 && names.contains(words[0]))
                    .map(words -> Long.parseLong(words[1]) << 10)
                    .toList();
            return values.isEmpty()
                    ? otherwise
                    : values.stream().mapToLong(Long::longValue).sum();
        } catch (IOException | UncheckedIOException e) {
            // Another operating system, or a process that has just ended.
            return otherwise;
        }
    }
}
