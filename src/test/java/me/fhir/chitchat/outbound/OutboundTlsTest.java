package me.fhir.chitchat.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.codahale.metrics.MetricRegistry;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboundTlsTest {
    @TempDir
    private Path folder;

    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        workers.shutdownNow();
    }

    private OutboundClient client(@Nullable SSLContext trust) {
        OutboundGuard guard = new OutboundGuard(AllowList.of("local"), InetAddress::getAllByName);
        return new OutboundClient(
                new Connections(guard, new OutboundConfiguration(null, null, null), trust),
                new MetricRegistry(),
                workers);
    }

    private static OutboundRequest get(URI uri) {
        return OutboundRequest.get(uri, Duration.ofSeconds(20));
    }

    private static OutboundFailure failure(OutboundClient client, URI uri) {
        return catchThrowableOfType(OutboundException.class, () -> client.send(get(uri)))
                .failure();
    }

    @Test
    void acceptsOnlyCertificatesThatAreTrustedAndBearTheName() throws Exception {
        SelfSigned certificate = SelfSigned.create(folder);
        try (ExternalServer stranger = certificate.server();
                OutboundClient strict = client(null);
                OutboundClient trusting = client(certificate.trust())) {
            stranger.on("/", 200, "safe");
            assertThat(failure(strict, stranger.uri("/"))).isEqualTo(OutboundFailure.TLS);
            assertThat(failure(trusting, stranger.uri("localhost", "/"))).isEqualTo(OutboundFailure.TLS);
            assertThat(trusting.send(get(stranger.uri("/"))).body()).isEqualTo("safe");
        }
    }

    @Test
    void isNotRedirectedFromHttpsToHttp() throws Exception {
        SelfSigned certificate = SelfSigned.create(folder);
        try (ExternalServer safe = certificate.server();
                ExternalServer plain = new ExternalServer();
                OutboundClient client = client(certificate.trust())) {
            plain.on("/", 200, "plain").redirects("/up", 302, safe.uri("/"));
            safe.on("/", 200, "safe").redirects("/down", 302, plain.uri("/"));
            assertThat(failure(client, safe.uri("/down"))).isEqualTo(OutboundFailure.FORBIDDEN_ADDRESS);
            assertThat(plain.received()).isEmpty();
            assertThat(client.send(get(plain.uri("/up"))).body()).isEqualTo("safe");
        }
    }
}
