package me.fhir.chitchat.llm.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.httpclient5.InstrumentedHttpClientConnectionManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.client.ConfiguredCloseableHttpClient;
import io.dropwizard.client.DropwizardApacheConnector;
import io.dropwizard.client.JerseyClientBuilder;
import io.dropwizard.client.JerseyClientConfiguration;
import jakarta.ws.rs.client.Client;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.glassfish.jersey.client.JerseyClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Builds the one HTTP client below all model providers. */
public final class JerseyClients {
    private static final List<String> WIRE_LOGS =
            List.of("org.apache.hc.client5.http.headers", "org.apache.hc.client5.http.wire");

    private JerseyClients() {}

    /**
     * A client whose requests can be aborted, that follows no redirect and logs no header. The caller closes it, which
     * closes all its connections, those in use too: a thread that reads from one fails at once.
     */
    public static Client build(
            JerseyClientConfiguration configuration, MetricRegistry metrics, ExecutorService workers) {
        silenceWire();
        Http http = new Http(metrics);
        JerseyClientBuilder builder = new JerseyClientBuilder(metrics) {
            @Override
            protected DropwizardApacheConnector createDropwizardApacheConnector(ConfiguredCloseableHttpClient apache) {
                return new DropwizardApacheConnector(
                        apache.getClient(),
                        apache.getDefaultRequestConfig(),
                        configuration.isChunkedEncodingEnabled()) {
                    @Override
                    public void close() {
                        http.close();
                    }
                };
            }
        };
        builder.setApacheHttpClientBuilder(http);
        Client client =
                builder.using(configuration).using(workers, new ObjectMapper()).build("llm");
        http.client = client;
        return client;
    }

    private static final class Http extends io.dropwizard.client.HttpClientBuilder {
        private @Nullable InstrumentedHttpClientConnectionManager pool;
        private volatile @Nullable Client client;

        Http(MetricRegistry metrics) {
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

        /**
         * Jersey's own close leaves the pool open, and a plain close of the pool waits for its users. Jersey also
         * closes connectors that it merely no longer needs: the pool outlives those.
         */
        void close() {
            boolean ended = client instanceof JerseyClient jersey && jersey.isClosed();
            if (ended && pool != null) {
                pool.close(CloseMode.IMMEDIATE);
                pool.close();
            }
        }
    }

    /** These two would print every key once debug logging is enabled globally. */
    private static void silenceWire() {
        for (String name : WIRE_LOGS) {
            if (LoggerFactory.getLogger(name) instanceof Logger logger) {
                logger.setLevel(Level.OFF);
            }
        }
    }
}
