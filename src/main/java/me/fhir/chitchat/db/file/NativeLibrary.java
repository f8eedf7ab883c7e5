package me.fhir.chitchat.db.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import me.fhir.chitchat.runtime.settings.SettingException;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, whose file is deleted as soon as it is loaded. The driver's own way leaves one behind
 * whenever the process is killed.
 *
 * <p>A process must never load two copies: each has globals of its own, the JVM binds each native method to either of
 * them when it is first called, and SQLite then works on a connection of a copy that was never initialised.
 */
public final class NativeLibrary {
    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Makes the driver use the one extracted copy. Does nothing when called again, and leaves it at the driver's own
     * copy where a connection was opened before.
     *
     * @throws SettingException when the temporary folder cannot hold a library
     */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath();
        try {
            loadFrom(temporary);
            loaded = true;
        } catch (Exception e) {
            // The driver loads it in several ways, each with failures of its own.
            throw new SettingException(
                    "SQLite's native library cannot be loaded from the temporary folder " + temporary + " (" + reason(e)
                            + "); set -Djava.io.tmpdir to a folder that is writable and not mounted noexec.");
        }
    }

    private static String reason(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static void loadFrom(Path temporary) throws Exception {
        Path folder = ownFolder(temporary.resolve("chitchat-" + System.getProperty("user.name", "server")));
        Path file = Files.createTempFile(folder, "sqlite-", "-" + LibraryLoaderUtil.getNativeLibName());
        try {
            Files.write(file, packaged());
            if (!file.toFile().setExecutable(true) || !Files.isExecutable(file)) {
                throw new IOException("nothing may be executed there");
            }
            System.setProperty("org.sqlite.lib.path", folder.toString());
            System.setProperty("org.sqlite.lib.name", file.getFileName().toString());
            // The driver alone knows whether it has a copy already, so it does the loading.
            SQLiteJDBCLoader.initialize();
        } finally {
            delete(file);
        }
    }

    /** A loaded library needs no file any more, except on Windows, which keeps it until the process has ended. */
    private static void delete(Path file) throws IOException {
        try {
            Files.deleteIfExists(file);
        } catch (AccessDeniedException e) {
            file.toFile().deleteOnExit();
        }
    }

    private static byte[] packaged() throws IOException {
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("there is no library for this platform, " + resource);
            }
            return in.readAllBytes();
        }
    }

    /** A folder that only this user may write to: its contents are going to be executed. */
    private static Path ownFolder(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            if (posix) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
        }
        if (posix) {
            requireOwn(folder);
        }
        return folder;
    }

    private static void requireOwn(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, "owner", ".tmp");
        try {
            Set<PosixFilePermission> open =
                    EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
            open.retainAll(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
            if (!open.isEmpty()
                    || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe))) {
                throw new IOException(folder + " belongs to another user, or others may write to it");
            }
        } finally {
            Files.delete(probe);
        }
    }
}
