package me.fhir.chitchat.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client below all outgoing calls: it connects to addresses that the guard admits and to no others, and does nothing
 * on its own: no redirects, no repetition, no cookies, no logins, no decompression. It is built for the first call: most
 * servers make none, and the certificates of all public authorities are a megabyte.
 */
final class Connections {
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(4);
    private static final TimeValue KEPT_IDLE = TimeValue.ofSeconds(10);
    private static final PoolStats NOTHING_OPENED = new PoolStats(0, 0, 0, 0);

    private final Supplier<PoolingHttpClientConnectionManager> building;
    private @Nullable Opened opened;
    private boolean closed;

    /** @param trust whose certificates are trusted; null for the public authorities */
    Connections(OutboundGuard guard, OutboundConfiguration configuration, @Nullable SSLContext trust) {
        building = () -> pool(guard, configuration, trust);
    }

    private static PoolingHttpClientConnectionManager pool(
            OutboundGuard guard, OutboundConfiguration configuration, @Nullable SSLContext trust) {
        PoolingHttpClientConnectionManagerBuilder builder = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(guarded(guard))
                .setMaxConnTotal(configuration.connections())
                .setMaxConnPerRoute(configuration.connectionsPerHost())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(CONNECT_TIMEOUT).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT_TIMEOUT)
                        .setValidateAfterInactivity(100, TimeUnit.MILLISECONDS)
                        .setTimeToLive(10, TimeUnit.MINUTES)
                        .build());
        if (trust != null) {
            builder.setTlsSocketStrategy(new DefaultClientTlsStrategy(trust));
        }
        return builder.build();
    }

    private static CloseableHttpClient client(PoolingHttpClientConnectionManager pool) {
        return HttpClientBuilder.create()
                .setConnectionManager(pool)
                .setUserAgent("chitchat")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setKeepAliveStrategy((response, context) -> KEPT_IDLE)
                .evictIdleConnections(KEPT_IDLE)
                .build();
    }

    /** Also asked for hosts that are written as numbers. */
    private static DnsResolver guarded(OutboundGuard guard) {
        return new DnsResolver() {
            @Override
            public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
                return guard.admitted(host, port).stream()
                        .map(address -> new InetSocketAddress(address, port))
                        .toList();
            }

            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                throw new UnknownHostException("a port is needed");
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    /** The answer to one request, once it has begun. The caller closes it. */
    ClassicHttpResponse send(ClassicHttpRequest request) throws IOException {
        try {
            return open().http.executeOpen(HttpHost.create(request.getUri()), request, null);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private synchronized Opened open() {
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
        if (opened == null) {
            PoolingHttpClientConnectionManager pool = building.get();
            opened = new Opened(pool, client(pool));
        }
        return opened;
    }

    int leased() {
        return statistics().getLeased();
    }

    int waiting() {
        return statistics().getPending();
    }

    private synchronized PoolStats statistics() {
        return opened == null ? NOTHING_OPENED : opened.pool.getTotalStats();
    }

    /** Closes all connections, those in use too: a thread that reads from one fails at once; none is opened any more. */
    synchronized void close() throws IOException {
        closed = true;
        if (opened != null) {
            opened.pool.close(CloseMode.IMMEDIATE);
            opened.http.close();
        }
    }

    private record Opened(PoolingHttpClientConnectionManager pool, CloseableHttpClient http) {}
}
