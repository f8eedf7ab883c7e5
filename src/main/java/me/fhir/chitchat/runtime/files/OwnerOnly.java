package me.fhir.chitchat.runtime.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Creates files and folders that only the user of this process may read, where the file system has permissions. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** Creates a folder and those above it that are missing; one that exists keeps its permissions. */
    public static void createFolders(Path folder) throws IOException {
        Files.createDirectories(folder, attributes(folder, "rwx------"));
    }

    /** Creates an empty file; one that exists is left as it is. */
    public static void createFile(Path file) throws IOException {
        try {
            Files.createFile(file, attributes(file, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            // It keeps its permissions, which its owner may have chosen.
        }
    }

    /** Creates a folder in one that exists; fails when there is one already. */
    public static Path createFolder(Path folder) throws IOException {
        return Files.createDirectory(folder, attributes(folder, "rwx------"));
    }

    /** Copies a file, regardless of who may read it, and replaces what is at the target. */
    public static void copy(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        createFile(to);
        try (OutputStream out = Files.newOutputStream(to)) {
            Files.copy(from, out);
        }
    }

    /** Writes a file that is new. */
    public static void write(Path file, byte[] content) throws IOException {
        createFile(file);
        Files.write(file, content);
    }

    /** Creates an empty file with a name of its own. */
    public static Path createTempFile(Path folder, String prefix) throws IOException {
        return Files.createTempFile(folder, prefix, "", attributes(folder, "rw-------"));
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
