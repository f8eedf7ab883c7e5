package me.fhir.chitchat.runtime.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A key in a file of its own, readable by its owner only. */
public record SecretFile(Path file) implements KeptSecret {
    @Override
    public byte[] read() throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /** Writes it whole or not at all, whenever the power goes. */
    @Override
    public void write(byte[] key) throws IOException {
        Path folder = file.resolveSibling("");
        OwnerOnly.createFolders(folder);
        Path draft = OwnerOnly.createTempFile(folder, file.getFileName() + ".");
        try {
            try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(key));
                out.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    @Override
    public String place() {
        return file.toString();
    }
}
