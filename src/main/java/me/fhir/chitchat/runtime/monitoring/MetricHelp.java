package me.fhir.chitchat.runtime.monitoring;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The meaning of this server's own metrics, in a sentence each, under the names of {@code metrics.properties}. */
final class MetricHelp {
    private static final String FILE = "/metrics.properties";

    private final Properties sentences;

    private MetricHelp(Properties sentences) {
        this.sentences = sentences;
    }

    static MetricHelp fromClassPath() {
        Properties sentences = new Properties();
        try (InputStream in = MetricHelp.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + FILE);
            }
            sentences.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new MetricHelp(sentences);
        } catch (IOException e) {
            throw new IllegalStateException("unreadable in the jar: " + FILE, e);
        }
    }

    /** The sentence for a metric; its name in the registry where there is none. */
    String of(String registered) {
        String name = PrometheusName.of(registered).name();
        return sentences.getProperty(name, registered);
    }

    /** All sentences, by the names that they have in Prometheus without the ending of their kind. */
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        sentences.stringPropertyNames().forEach(name -> all.put(name, sentences.getProperty(name)));
        return all;
    }
}
