package me.fhir.chitchat.runtime.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The JVM's options for a server that is small at rest. The JVM's own choice is for the throughput of large heaps: G1,
 * with threads and tables of its own, and a first heap of a 64th of the machine's memory.
 */
final class SmallFootprint {
    /** From this many processors on, the pauses of a collector with one thread would be seen before its economy is. */
    private static final int MANY_PROCESSORS = 8;

    /** The idle server fits into it; it grows with the load, as far as the JVM allows. */
    private static final String FIRST_HEAP = "-Xms24m";

    /** JEP 519; the archive must have been made with the same layout of objects. */
    private static final String COMPACT_HEADERS = "-XX:+UseCompactObjectHeaders";

    private static final int COMPACT_HEADERS_SINCE = 25;

    /** Milliseconds after which the C library gives back what the compilers needed at the start; takes about one each time. */
    private static final String TRIM = "-XX:TrimNativeHeapInterval=2000";

    /**
     * Maps the archive at the address for which it was written. At another, chosen at random, the JVM has to adapt nearly
     * each of its pages, and each becomes memory of this process. Only data is mapped there, never code.
     */
    private static final List<String> ARCHIVE_IN_PLACE =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    /** JDK-8293114 came with 22, and later to these two; an older JVM would not start with the option. */
    private static final List<Runtime.Version> TRIM_SINCE =
            List.of(Runtime.Version.parse("17.0.9"), Runtime.Version.parse("21.0.1"), Runtime.Version.parse("22"));

    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC\\b");
    private static final Pattern FIRST_HEAP_CHOSEN = Pattern.compile("-Xms|-XX:(?:Initial|Min)(?:HeapSize|RAM\\w+)=");
    private static final Pattern MAX_HEAP_OPTION = Pattern.compile("-Xmx|-XX:MaxHeapSize=");
    private static final List<String> FURTHER_OPTIONS =
            List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

    private SmallFootprint() {}

    /**
     * The options to put before those given: none that contradicts one of them, which would end the start.
     *
     * @param given the options of the command line
     * @param environment may hold further ones
     * @param processors what the JVM may use
     * @param version of the JVM
     */
    static List<String> options(
            List<String> given, Map<String, String> environment, int processors, Runtime.Version version) {
        String all = all(given, environment);
        List<String> options = new ArrayList<>();
        if (processors < MANY_PROCESSORS && !COLLECTOR.matcher(all).find()) {
            options.add("-XX:+UseSerialGC");
        }
        if (!FIRST_HEAP_CHOSEN.matcher(all).find()) {
            options.add(FIRST_HEAP);
        }
        if (trims(version) && !all.contains("TrimNativeHeapInterval")) {
            options.add(TRIM);
        }
        if (!all.contains("ArchiveRelocationMode")) {
            options.addAll(ARCHIVE_IN_PLACE);
        }
        if (version.feature() >= COMPACT_HEADERS_SINCE && !all.contains("UseCompactObjectHeaders")) {
            options.add(COMPACT_HEADERS);
        }
        return List.copyOf(options);
    }

    private static boolean trims(Runtime.Version version) {
        Runtime.Version newest = TRIM_SINCE.get(TRIM_SINCE.size() - 1);
        return version.compareToIgnoreOptional(newest) >= 0
                || TRIM_SINCE.stream()
                        .anyMatch(since ->
                                version.feature() == since.feature() && version.compareToIgnoreOptional(since) >= 0);
    }

    /** A training beside the server needs little heap; the archive fits whatever the heap's size. */
    static List<String> trainingOptions(List<String> given, Map<String, String> environment) {
        String all = all(given, environment);
        return FIRST_HEAP_CHOSEN.matcher(all).find()
                        || MAX_HEAP_OPTION.matcher(all).find()
                ? List.of()
                : List.of("-Xmx128m");
    }

    private static String all(List<String> given, Map<String, String> environment) {
        StringBuilder all = new StringBuilder(String.join(" ", given));
        FURTHER_OPTIONS.forEach(variable -> all.append(' ').append(environment.getOrDefault(variable, "")));
        return all.toString();
    }
}
