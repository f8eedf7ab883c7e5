package me.fhir.chitchat.db.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import me.fhir.chitchat.runtime.files.OwnerOnly;
import me.fhir.chitchat.runtime.settings.SettingException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second server away from a data file. The operating system holds the lock and drops it when the process ends,
 * however it ends; the empty file that carries it stays.
 */
public final class DataFileLock implements AutoCloseable {
    private final FileChannel channel;

    private DataFileLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws SettingException when another server has it
     */
    public static DataFileLock take(Path dataFile) throws IOException {
        Path file = dataFile.resolveSibling(dataFile.getFileName() + ".lock");
        OwnerOnly.createFile(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            taken = tryLock(channel) != null;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        if (!taken) {
            throw new SettingException("Another server is running on the data file " + dataFile
                    + "; stop it first or set DB_PATH (storage.path) to another file.");
        }
        return new DataFileLock(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // The other server runs in this very process.
            return null;
        }
    }

    /** Closing the channel releases the lock. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
