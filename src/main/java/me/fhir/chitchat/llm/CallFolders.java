package me.fhir.chitchat.llm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import me.fhir.chitchat.runtime.files.OwnerOnly;

/** The debug log's folders as clients may read them: no name leads outside. */
public final class CallFolders {
    private final Path root;

    /** The folders below {@code root}, which is made now, so that an empty log can be looked at too. */
    public CallFolders(Path root) {
        this.root = root;
        try {
            OwnerOnly.createFolders(root);
        } catch (IOException e) {
            // Nothing is found then; the writer of the log warns the operator.
        }
    }

    /** A name in a folder; {@code folder} is false for a file. */
    public record FolderEntry(String name, boolean folder, FileTime modified) {}

    /**
     * The file or folder of that path, with its links resolved; empty when there is none inside.
     *
     * @param path names separated by slashes, already decoded; the empty path is the log's own folder
     */
    public Optional<Path> find(String path) {
        if (path.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\')) {
            return Optional.empty();
        }
        try {
            Path top = root.toRealPath();
            Path wanted = top;
            for (String name : path.isEmpty() ? new String[0] : path.split("/", -1)) {
                if (name.isEmpty()
                        || name.equals(".")
                        || name.equals("..")
                        || Path.of(name).isAbsolute()) {
                    return Optional.empty();
                }
                wanted = wanted.resolve(name);
            }
            Path real = wanted.toRealPath();
            return real.startsWith(top) && isFileOrFolder(real) ? Optional.of(real) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The entries of a folder, newest first; those that vanish meanwhile, or are neither file nor folder, are left out. */
    public List<FolderEntry> entries(Path folder) throws IOException {
        List<FolderEntry> entries = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            children.forEach(child -> entry(child).ifPresent(entries::add));
        }
        entries.sort(Comparator.comparing(FolderEntry::modified)
                .thenComparing(FolderEntry::name)
                .reversed());
        return entries;
    }

    private static Optional<FolderEntry> entry(Path child) {
        try {
            var attributes = Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile() && !attributes.isDirectory()) {
                return Optional.empty();
            }
            return Optional.of(new FolderEntry(
                    String.valueOf(child.getFileName()), attributes.isDirectory(), attributes.lastModifiedTime()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isFileOrFolder(Path real) {
        return Files.isDirectory(real) || Files.isRegularFile(real);
    }
}
