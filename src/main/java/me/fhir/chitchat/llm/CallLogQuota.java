package me.fhir.chitchat.llm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much the debug log of model calls may hold, and for how long: the oldest folders are deleted when a new one needs
 * their room or when their time is over. A tenth of the volume (at most 256 MiB) stays free in any case, since the data
 * file may lie on it. Not for several threads at once.
 */
final class CallLogQuota {
    private static final int SHARE_OF_VOLUME = 10;
    private static final long MAX_RESERVE = 256L << 20;
    /** A file takes whole blocks, however short it is; so a flood of short calls is counted for what it takes. */
    private static final long BLOCK = 4096;
    /** A folder's own entry and its three files, each up to a block longer than its text. */
    private static final long OVERHEAD = 4 * BLOCK;

    private final Path root;
    private final long mostBytes;
    private final Duration longestKept;
    private @Nullable Deque<Folder> oldestFirst;
    private long held;

    private record Folder(Path path, long bytes, Instant written) {}

    /**
     * A quota for the folders below {@code root}, also for those of earlier runs.
     *
     * @param mostBytes for all folders together; 0 for as much as the volume allows
     * @param longestKept zero for ever
     */
    CallLogQuota(Path root, long mostBytes, Duration longestKept) {
        this.root = root;
        this.mostBytes = mostBytes;
        this.longestKept = longestKept;
    }

    /**
     * Deletes what is too old or in the way of a folder with so many bytes of text.
     *
     * @return whether there is room now
     */
    boolean makeRoom(long bytes, Instant now) throws IOException {
        Deque<Folder> folders = folders();
        while (!folders.isEmpty()
                && !longestKept.isZero()
                && folders.getFirst().written().plus(longestKept).isBefore(now)) {
            deleteOldest(folders);
        }
        long needed = bytes + OVERHEAD;
        if (mostBytes > 0 && needed > mostBytes) {
            return false;
        }
        while (mostBytes > 0 && held + needed > mostBytes) {
            deleteOldest(folders);
        }
        while (leftOnVolume() < needed) {
            if (folders.isEmpty()) {
                return false;
            }
            deleteOldest(folders);
        }
        return true;
    }

    /** Counts a folder that was written. */
    void add(Path folder, long bytes, Instant now) throws IOException {
        folders().addLast(new Folder(folder, bytes + OVERHEAD, now));
        held += bytes + OVERHEAD;
    }

    private Deque<Folder> folders() throws IOException {
        if (oldestFirst == null) {
            List<Folder> found = Files.isDirectory(root) ? found() : List.of();
            held = found.stream().mapToLong(Folder::bytes).sum();
            oldestFirst = new ArrayDeque<>(found);
        }
        return oldestFirst;
    }

    private List<Folder> found() throws IOException {
        List<Folder> found = new ArrayList<>();
        for (Path group : children(root)) {
            for (Path folder : Files.isDirectory(group) ? children(group) : List.<Path>of()) {
                found.add(new Folder(
                        folder,
                        size(folder) + OVERHEAD,
                        Files.getLastModifiedTime(folder).toInstant()));
            }
        }
        found.sort(Comparator.comparing(Folder::written));
        return found;
    }

    private static long size(Path folder) throws IOException {
        long size = 0;
        for (Path file : Files.isDirectory(folder) ? children(folder) : List.of(folder)) {
            size += Files.size(file);
        }
        return size;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private long leftOnVolume() throws IOException {
        FileStore volume = Files.getFileStore(root);
        long total = volume.getTotalSpace();
        return total <= 0 ? Long.MAX_VALUE : volume.getUsableSpace() - Math.min(total / SHARE_OF_VOLUME, MAX_RESERVE);
    }

    private void deleteOldest(Deque<Folder> folders) throws IOException {
        Folder oldest = folders.removeFirst();
        held -= oldest.bytes();
        try {
            for (Path file : Files.isDirectory(oldest.path()) ? children(oldest.path()) : List.<Path>of()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(oldest.path());
            Path group = oldest.path().getParent();
            if (group != null) {
                Files.deleteIfExists(group);
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // The conversation has other calls, or an operator was faster.
        }
    }
}
