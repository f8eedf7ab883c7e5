package me.fhir.chitchat.db.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much the data file takes and what its volume has left; 0 while its folder is missing. For any thread. */
record DataFileSpace(Path file) implements StorageSpace {
    /** The file and its log, in bytes. */
    @Override
    public long usedBytes() {
        try {
            return size(file) + size(file.resolveSibling(file.getFileName() + "-wal"));
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public OptionalLong freeBytes() {
        try {
            return OptionalLong.of(Files.getFileStore(file.resolveSibling("")).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.of(0);
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
