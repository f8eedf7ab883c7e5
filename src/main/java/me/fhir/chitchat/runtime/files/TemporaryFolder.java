package me.fhir.chitchat.runtime.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder among the system's temporary files; closing it, or an interrupt by the user, deletes it with all it holds. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;
    private final Thread deletion;

    private TemporaryFolder(Path path) {
        this.path = path;
        this.deletion = new Thread(this::deleteWhatIsLeft, "delete-" + path.getFileName());
    }

    /** Creates it, with a name of its own behind the prefix. */
    public static TemporaryFolder create(String prefix) throws IOException {
        TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(prefix));
        Runtime.getRuntime().addShutdownHook(folder.deletion);
        return folder;
    }

    /** The path of a file in it. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(deletion);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook deletes the folder.
            return;
        }
        delete();
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void deleteWhatIsLeft() {
        try {
            delete();
        } catch (IOException | UncheckedIOException e) {
            // It is still in use; the system deletes its temporary files in its own time.
        }
    }
}
