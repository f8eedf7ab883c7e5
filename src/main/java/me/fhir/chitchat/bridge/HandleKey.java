package me.fhir.chitchat.bridge;

import io.dropwizard.lifecycle.Managed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import me.fhir.chitchat.conversation.ConversationStore.LossListener;
import me.fhir.chitchat.files.OwnerOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret that handles are sealed with, in a file of its own beside the data, readable by its owner only. Made at
 * the first start, and written again when the volume was wiped under the running server.
 */
public final class HandleKey implements Managed, LossListener {
    private static final Logger LOG = LoggerFactory.getLogger(HandleKey.class);
    private static final int BYTES = 32;

    private final Path file;
    private volatile byte[] bytes = new byte[0];

    public HandleKey(Path file) {
        this.file = file;
    }

    byte[] bytes() {
        byte[] known = bytes;
        if (known.length != BYTES) {
            throw new IllegalStateException("the key is read when the server starts");
        }
        return known;
    }

    @Override
    public void start() {
        byte[] stored = stored();
        if (stored.length == BYTES) {
            bytes = stored;
            return;
        }
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        bytes = fresh;
        write(fresh);
    }

    @Override
    public void storeReady() {
        byte[] known = bytes;
        if (known.length == BYTES && stored().length != BYTES) {
            write(known);
        }
    }

    private byte[] stored() {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}); handles of bridges are made anew", file, e.toString());
            return new byte[0];
        }
    }

    private void write(byte[] key) {
        try {
            Path folder = file.resolveSibling("");
            OwnerOnly.createFolders(folder);
            Path draft = OwnerOnly.createTempFile(folder, file.getFileName() + ".");
            try {
                try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    out.write(ByteBuffer.wrap(key));
                    out.force(true);
                }
                // Whole or not at all, whenever the power goes.
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be written ({}); handles of bridges end with this process", file, e.toString());
        }
    }
}
