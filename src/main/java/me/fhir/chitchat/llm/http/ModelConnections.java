package me.fhir.chitchat.llm.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.httpclient5.InstrumentedHttpClientConnectionManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.client.JerseyClientBuilder;
import io.dropwizard.client.JerseyClientConfiguration;
import jakarta.ws.rs.client.Client;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The one HTTP client below all model providers, and its connections. Its requests can be aborted; it follows no
 * redirect and logs no header.
 */
public final class ModelConnections {
    private static final List<String> WIRE_LOGS =
            List.of("org.apache.hc.client5.http.headers", "org.apache.hc.client5.http.wire");

    private final Client client;
    private final @Nullable InstrumentedHttpClientConnectionManager pool;

    private ModelConnections(Client client, @Nullable InstrumentedHttpClientConnectionManager pool) {
        this.client = client;
        this.pool = pool;
    }

    public static ModelConnections open(
            JerseyClientConfiguration configuration, MetricRegistry metrics, ExecutorService workers) {
        silenceWire();
        Abortable http = new Abortable(metrics);
        JerseyClientBuilder builder = new JerseyClientBuilder(metrics);
        builder.setApacheHttpClientBuilder(http);
        Client client =
                builder.using(configuration).using(workers, new ObjectMapper()).build("llm");
        return new ModelConnections(client, http.pool);
    }

    Client client() {
        return client;
    }

    /** Closes all connections, those in use too: whoever reads from one hears of it at once. */
    void close() {
        client.close();
        if (pool != null) {
            // Jersey's close leaves Dropwizard's pool open, and a plain close of the pool waits for its users.
            pool.close(CloseMode.IMMEDIATE);
            pool.close();
        }
    }

    private static final class Abortable extends io.dropwizard.client.HttpClientBuilder {
        private @Nullable InstrumentedHttpClientConnectionManager pool;

        Abortable(MetricRegistry metrics) {
            super(metrics);
        }

        @Override
        protected InstrumentedHttpClientConnectionManager configureConnectionManager(
                InstrumentedHttpClientConnectionManager manager) {
            pool = super.configureConnectionManager(manager);
            return pool;
        }

        @Override
        protected HttpClientBuilder customizeBuilder(HttpClientBuilder apache) {
            // A redirect would carry the key to wherever it points.
            return apache.disableRedirectHandling().addExecInterceptorFirst("in-flight", InFlight.ANNOUNCE);
        }
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
