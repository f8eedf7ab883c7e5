package me.fhir.chitchat.runtime.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of this JVM, of the form {@code java [options] -jar JAR arguments}.
 *
 * @param options the JVM's options, as given
 * @param jar absolute
 */
record LaunchedCommand(List<String> options, Path jar, List<String> arguments) {
    /** Options that decide about archives themselves, or with which the JVM uses none. */
    private static final List<String> OWN_CHOICES = List.of(
            "-XX:SharedArchiveFile",
            "-XX:ArchiveClassesAtExit",
            "-XX:AOT",
            "-XX:+AutoCreateSharedArchive",
            "-Xshare",
            "-agent",
            "-javaagent",
            "-XX:DumpLoadedClassList",
            "-XX:+RecordDynamicDumpInfo");

    /** Reads it from the operating system; empty where that is unknown, or where no jar was started. */
    static Optional<LaunchedCommand> current() {
        return ProcessHandle.current().info().arguments().flatMap(argv -> of(List.of(argv)));
    }

    static Optional<LaunchedCommand> of(List<String> argv) {
        int jarOption = argv.indexOf("-jar");
        if (jarOption < 0 || jarOption + 1 >= argv.size()) {
            return Optional.empty();
        }
        Path jar = Path.of(argv.get(jarOption + 1)).toAbsolutePath().normalize();
        return Files.isRegularFile(jar)
                ? Optional.of(
                        new LaunchedCommand(argv.subList(0, jarOption), jar, argv.subList(jarOption + 2, argv.size())))
                : Optional.empty();
    }

    boolean choosesItsOwnArchive() {
        return options.stream().anyMatch(option -> OWN_CHOICES.stream().anyMatch(option::startsWith));
    }

    /** The same command with further options of the JVM before its own, which therefore win. */
    List<String> with(List<String> further) {
        return with(further, arguments);
    }

    List<String> with(List<String> further, List<String> otherArguments) {
        List<String> command = new ArrayList<>(further);
        command.addAll(options);
        command.add("-jar");
        command.add(jar.toString());
        command.addAll(otherArguments);
        return command;
    }
}
