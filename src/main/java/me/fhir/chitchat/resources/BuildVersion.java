package me.fhir.chitchat.resources;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build wrote into the jar. */
final class BuildVersion {
    private static final String BUILD = "/META-INF/maven/me.fhir.chitchat/interop-api/pom.properties";
    /** Classes that were not packaged have no version. */
    private static final String UNPACKAGED = "development";

    private BuildVersion() {}

    static String read() {
        try (InputStream build = BuildVersion.class.getResourceAsStream(BUILD)) {
            if (build == null) {
                return UNPACKAGED;
            }
            Properties properties = new Properties();
            properties.load(build);
            return properties.getProperty("version", UNPACKAGED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
