package me.fhir.chitchat.db.engine;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * How much the data file may still grow before its reserve is touched.
 *
 * @param mostBytes for file and log together; 0 for no other limit than the volume's
 */
record FileRoom(Path file, long mostBytes) implements LongSupplier {
    private static final int SHARE_OF_VOLUME = 10;
    private static final long MAX_RESERVE = 256L << 20;

    @Override
    public long getAsLong() {
        try {
            long log = size(file.resolveSibling(file.getFileName() + "-wal"));
            FileStore volume = Files.getFileStore(file.toAbsolutePath().getParent());
            long total = volume.getTotalSpace();
            long onVolume = total <= 0
                    ? Long.MAX_VALUE
                    : volume.getUsableSpace() - log - Math.min(total / SHARE_OF_VOLUME, MAX_RESERVE);
            long inQuota = mostBytes == 0
                    ? Long.MAX_VALUE
                    : mostBytes
                            - Math.min(mostBytes / SHARE_OF_VOLUME, MAX_RESERVE)
                            - size(file)
                            - StorageQuota.COPIES * log;
            return Math.min(onVolume, inQuota);
        } catch (IOException e) {
            // A folder that is gone is the writer's matter.
            return Long.MAX_VALUE;
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }
}
