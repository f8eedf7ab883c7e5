package me.fhir.chitchat.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A history as a file of JSON lines, so that it can be checked again. For any thread. */
final class HistoryFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final BufferedWriter writer;
    private final Map<String, Long> counts = new TreeMap<>();
    private final EnumMap<Viewer, Long> observed = new EnumMap<>(Viewer.class);

    HistoryFile(Path file) throws IOException {
        this.file = file;
        writer = Files.newBufferedWriter(file);
    }

    /** Adds what happens now. */
    synchronized void add(HistoryEntry entry) {
        try {
            writer.write(JSON.writerFor(HistoryEntry.class).writeValueAsString(entry));
            writer.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        counts.merge(entry.getClass().getSimpleName(), 1L, Long::sum);
        if (entry instanceof HistoryEntry.Following following) {
            observed.merge(following.viewer(), 1L, Long::sum);
        }
    }

    /** How many entries there are of each kind. */
    synchronized String summary() {
        return counts + ", followed by " + observed;
    }

    /** Makes something out of the entries so far. */
    <T> T read(Function<Stream<HistoryEntry>, T> reader) throws IOException {
        synchronized (this) {
            writer.flush();
        }
        return read(file, reader);
    }

    static <T> T read(Path file, Function<Stream<HistoryEntry>, T> reader) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return reader.apply(lines.map(HistoryFile::parsed));
        }
    }

    private static HistoryEntry parsed(String line) {
        try {
            return JSON.readValue(line, HistoryEntry.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
