package me.fhir.chitchat.web;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
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
                // The class loader has it open already, so it stays open. A file system of it would index each of
                // its classes.
                return entriesBelow(folder + "/", jar.getJarFile());
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

    /** The content of one of the files below {@code folder}. */
    static Optional<byte[]> file(String folder, String name) {
        try (InputStream content = ClassPathFolder.class.getResourceAsStream("/" + folder + "/" + name)) {
            return content == null ? Optional.empty() : Optional.of(content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("A file of the page cannot be read: " + name, e);
        }
    }

    private static SortedMap<String, byte[]> entriesBelow(String prefix, JarFile jar) throws IOException {
        SortedMap<String, byte[]> found = new TreeMap<>();
        List<JarEntry> below = jar.stream()
                .filter(entry -> entry.getName().startsWith(prefix) && !entry.isDirectory())
                .toList();
        for (JarEntry entry : below) {
            try (InputStream content = jar.getInputStream(entry)) {
                found.put(entry.getName().substring(prefix.length()), content.readAllBytes());
            }
        }
        return found;
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
