package me.fhir.chitchat.llm.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.client.JerseyClientBuilder;
import io.dropwizard.client.JerseyClientConfiguration;
import jakarta.ws.rs.client.Client;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.slf4j.LoggerFactory;

/** Builds the one HTTP client below all model providers. */
public final class JerseyClients {
    private static final List<String> WIRE_LOGS =
            List.of("org.apache.hc.client5.http.headers", "org.apache.hc.client5.http.wire");

    private JerseyClients() {}

    /** A client whose requests can be aborted, that follows no redirect and logs no header; the caller closes it. */
    public static Client build(
            JerseyClientConfiguration configuration, MetricRegistry metrics, ExecutorService workers) {
        silenceWire();
        JerseyClientBuilder builder = new JerseyClientBuilder(metrics);
        builder.setApacheHttpClientBuilder(new io.dropwizard.client.HttpClientBuilder(metrics) {
            @Override
            protected HttpClientBuilder customizeBuilder(HttpClientBuilder apache) {
                // A redirect would carry the key to wherever it points.
                return apache.disableRedirectHandling().addExecInterceptorFirst("in-flight", InFlight.ANNOUNCE);
            }
        });
        return builder.using(configuration).using(workers, new ObjectMapper()).build("llm");
    }

    /** These two would print every key as soon as somebody turns on debugging for everything. */
    private static void silenceWire() {
        for (String name : WIRE_LOGS) {
            if (LoggerFactory.getLogger(name) instanceof Logger logger) {
                logger.setLevel(Level.OFF);
            }
        }
    }
}
