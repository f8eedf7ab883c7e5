package me.fhir.chitchat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder of a fixture that outlives a test method; within a test class {@code @TempDir} does the same. */
public final class TestFolder implements AutoCloseable {
    private final Path path;

    private TestFolder(Path path) {
        this.path = path;
    }

    /** A new and empty folder. */
    public static TestFolder create() {
        try {
            return new TestFolder(Files.createTempDirectory("chitchat-test"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    /** Deletes the folder and all that is in it; no thread may write there any more. */
    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + path + " of a test cannot be deleted", e);
        }
    }
}
