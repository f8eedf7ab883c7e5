package me.fhir.chitchat.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/** JavaScript libraries of the page, as they lie in their jars; the address names the version. */
final class Libraries {
    private static final String FOLDER = "/META-INF/resources/_static/";
    private static final Pattern MODULE =
            Pattern.compile("(?:[A-Za-z0-9@_-][A-Za-z0-9@._-]*/)+[A-Za-z0-9@._-]+\\.m?js");

    private Libraries() {}

    static Optional<Asset> module(String path) throws IOException {
        if (!MODULE.matcher(path).matches()) {
            return Optional.empty();
        }
        try (InputStream content = Libraries.class.getResourceAsStream(FOLDER + path)) {
            return content == null ? Optional.empty() : Optional.of(Asset.named(path, content.readAllBytes()));
        }
    }
}
