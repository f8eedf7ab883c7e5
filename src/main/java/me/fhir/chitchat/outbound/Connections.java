package me.fhir.chitchat.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client below all outgoing calls: it connects to addresses that the guard admits and to no others, and does nothing
 * on its own: no redirects, no repetition, no cookies, no logins, no decompression.
 */
final class Connections {
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(4);
    private static final TimeValue KEPT_IDLE = TimeValue.ofSeconds(10);

    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient http;

    /** @param trust whose certificates are trusted; null for the public authorities */
    Connections(OutboundGuard guard, OutboundConfiguration configuration, @Nullable SSLContext trust) {
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
        pool = builder.build();
        http = HttpClientBuilder.create()
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
            return http.executeOpen(HttpHost.create(request.getUri()), request, null);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    int leased() {
        return pool.getTotalStats().getLeased();
    }

    int waiting() {
        return pool.getTotalStats().getPending();
    }

    /** Closes all connections, those in use too: a thread that reads from one fails at once. */
    void close() throws IOException {
        pool.close(CloseMode.IMMEDIATE);
        http.close();
    }
}
