package me.fhir.chitchat.web;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads a whole folder of the class path, from a jar as from a directory of classes. */
final class ClassPathFolder {
    private ClassPathFolder() {}

    /**
     * The files below {@code folder} by their path relative to it.
     *
     * @param landmark a file known to be in the folder, which locates it
     */
    static SortedMap<String, byte[]> read(String folder, String landmark) {
        URL url = ClassPathFolder.class.getResource("/" + folder + "/" + landmark);
        if (url == null) {
            throw new IllegalStateException("The page is missing from the class path: " + folder + "/" + landmark);
        }
        try {
            if (url.openConnection() instanceof JarURLConnection jar) {
                URI file = jar.getJarFileURL().toURI();
                try (FileSystem files = FileSystems.newFileSystem(Path.of(file))) {
                    return filesBelow(files.getPath("/" + folder));
                }
            }
            Path parent = Path.of(url.toURI()).getParent();
            if (parent == null) {
                throw new FileNotFoundException(url.toString());
            }
            return filesBelow(parent);
        } catch (IOException e) {
            throw new UncheckedIOException("The page cannot be read from " + url, e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The page cannot be read from " + url, e);
        }
    }

    private static SortedMap<String, byte[]> filesBelow(Path root) throws IOException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                String name = root.relativize(path).toString().replace('\\', '/');
                found.put(name, Files.readAllBytes(path));
            }
        }
        return found;
    }
}
