package me.fhir.chitchat.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.codahale.metrics.MetricRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboundClientTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final OutboundConfiguration FEW = new OutboundConfiguration("local", 4, 2);

    private final MetricRegistry metrics = new MetricRegistry();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private ExternalServer stranger;
    private OutboundClient client;

    @BeforeEach
    void start() throws IOException {
        stranger = new ExternalServer();
        client = new OutboundClient(
                new OutboundGuard(AllowList.of("local"), InetAddress::getAllByName), FEW, metrics, workers);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        stranger.close();
        workers.shutdownNow();
    }

    private OutboundClient client(String allow, NameLookup names) {
        return new OutboundClient(new OutboundGuard(AllowList.of(allow), names), FEW, new MetricRegistry(), workers);
    }

    private OutboundReply get(URI uri) throws Exception {
        return client.send(OutboundRequest.get(uri, LONG));
    }

    private OutboundException failure(OutboundClient with, OutboundRequest request) {
        return catchThrowableOfType(OutboundException.class, () -> with.send(request));
    }

    private OutboundFailure failure(URI uri) {
        return failure(client, OutboundRequest.get(uri, LONG)).failure();
    }

    @Test
    void postsJsonOnceWithTheGivenHeaders() throws Exception {
        stranger.on("/a2a", 200, "{\"ok\":true}", "Content-Type", "application/json");
        OutboundReply reply = client.send(OutboundRequest.post(stranger.uri("/a2a"), "{\"é\":1}", LONG)
                .with("A2A-Version", "1.0")
                .with(OutboundHeaders.of(Map.of("Authorization", "Bearer t"))));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"ok\":true}");
        assertThat(reply.header("CONTENT-TYPE")).isEqualTo("application/json");
        assertThat(stranger.received()).hasSize(1);
        ExternalServer.Received received = stranger.received().get(0);
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.body()).isEqualTo("{\"é\":1}");
        assertThat(received.headers())
                .containsEntry("Authorization", List.of("Bearer t"))
                .containsEntry("A2a-version", List.of("1.0"))
                .containsEntry("Content-type", List.of("application/json"))
                .containsEntry("User-agent", List.of("chitchat"));
    }

    @Test
    void everyStatusIsAnAnswer() throws Exception {
        for (int status : List.of(204, 400, 404, 500, 503)) {
            stranger.on("/" + status, status, "");
            assertThat(get(stranger.uri("/" + status)).status()).isEqualTo(status);
        }
    }

    @Test
    void theAddressThatWasCheckedIsTheOneThatIsConnectedTo() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        // Public when it is looked at, private on every later look: a check with a lookup of its own would be fooled.
        NameLookup rebinding = host ->
                new InetAddress[] {InetAddress.getByName(lookups.getAndIncrement() == 0 ? "93.184.215.14" : "127.0.0.1")
                };
        stranger.on("/", 200, "secret");
        OutboundGuard guard = new OutboundGuard(AllowList.of("none"), rebinding);
        try (OutboundClient strict = new OutboundClient(guard, FEW, new MetricRegistry(), workers)) {
            URI uri = stranger.uri("rebinding.example", "/");
            guard.check(uri);
            assertThat(failure(strict, OutboundRequest.get(uri, LONG)).failure())
                    .isEqualTo(OutboundFailure.FORBIDDEN_ADDRESS);
            assertThat(lookups).hasValue(2);
            assertThat(stranger.received()).isEmpty();
        }
    }

    @Test
    void aHostThatIsWrittenAsANumberIsCheckedOnConnectingAsWell() throws Exception {
        try (OutboundClient strict = client("none", InetAddress::getAllByName)) {
            for (String host : List.of("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "localhost")) {
                assertThat(failure(strict, OutboundRequest.get(stranger.uri(host, "/"), LONG))
                                .failure())
                        .as(host)
                        .isEqualTo(OutboundFailure.FORBIDDEN_ADDRESS);
            }
            assertThat(stranger.received()).isEmpty();
        }
    }

    @Test
    void theAllowListOpensExactlyOne() throws Exception {
        NameLookup names = host -> new InetAddress[] {InetAddress.getLoopbackAddress()};
        try (ExternalServer other = new ExternalServer();
                OutboundClient strict = client("one.example:" + stranger.port(), names)) {
            stranger.on("/", 200, "one");
            other.on("/", 200, "other");
            assertThat(strict.send(OutboundRequest.get(stranger.uri("one.example", "/"), LONG))
                            .body())
                    .isEqualTo("one");
            for (URI uri :
                    List.of(stranger.uri("two.example", "/"), other.uri("one.example", "/"), stranger.uri("/"))) {
                assertThat(failure(strict, OutboundRequest.get(uri, LONG)).failure())
                        .isEqualTo(OutboundFailure.FORBIDDEN_ADDRESS);
            }
            assertThat(other.received()).isEmpty();
        }
    }

    @Test
    void redirectsAreCheckedLikeTheFirstAddress() throws Exception {
        NameLookup names = host -> new InetAddress[] {InetAddress.getLoopbackAddress()};
        try (OutboundClient strict = client("one.example", names)) {
            List<String> forged = List.of(
                    "http://127.0.0.1:" + stranger.port() + "/secret",
                    "http://2130706433:" + stranger.port() + "/secret",
                    "http://[::ffff:7f00:1]:" + stranger.port() + "/secret",
                    "http://two.example:" + stranger.port() + "/secret",
                    "http://169.254.169.254/",
                    "http://user@one.example:" + stranger.port() + "/secret",
                    "ftp://one.example/",
                    "file:///etc/passwd",
                    "http://one.example:22/");
            for (String to : forged) {
                stranger.redirects("/moved", 302, URI.create(to));
                assertThat(failure(strict, OutboundRequest.get(stranger.uri("one.example", "/moved"), LONG))
                                .failure())
                        .as(to)
                        .isEqualTo(OutboundFailure.FORBIDDEN_ADDRESS);
            }
            assertThat(stranger.received()).allSatisfy(r -> assertThat(r.path()).isEqualTo("/moved"));
        }
    }

    @Test
    void followsThreeRedirectsAndNotFour() throws Exception {
        stranger.on("/0", 200, "there");
        for (int i = 1; i <= 4; i++) {
            stranger.redirects("/" + i, 308, URI.create("/" + (i - 1)));
        }
        assertThat(get(stranger.uri("/3")).body()).isEqualTo("there");
        assertThat(get(stranger.uri("/3")).uri()).isEqualTo(stranger.uri("/0"));
        assertThat(failure(stranger.uri("/4"))).isEqualTo(OutboundFailure.BAD_RESPONSE);
    }

    @Test
    void givenHeadersAreDroppedAcrossOriginsAndOursAreKept() throws Exception {
        try (ExternalServer other = new ExternalServer()) {
            other.on("/new", 200, "");
            stranger.on("/near", 200, "");
            stranger.redirects("/here", 307, URI.create("/near")).redirects("/away", 307, other.uri("/new"));
            for (String path : List.of("/here", "/away")) {
                var unused = client.send(OutboundRequest.post(stranger.uri(path), "{}", LONG)
                        .with("A2A-Version", "0.3")
                        .with(OutboundHeaders.of(Map.of("X-Token", "s"))));
            }
            assertThat(stranger.received()).hasSize(3).allSatisfy(r -> assertThat(r.headers())
                    .containsEntry("X-token", List.of("s")));
            assertThat(other.received()).hasSize(1);
            assertThat(other.received().get(0).headers())
                    .doesNotContainKey("X-token")
                    .containsEntry("A2a-version", List.of("0.3"));
            assertThat(other.received().get(0).method()).isEqualTo("POST");
            assertThat(other.received().get(0).body()).isEqualTo("{}");
        }
    }

    @Test
    void anAnswerAboveTheLimitIsCutOff() throws Exception {
        byte[] much = new byte[64 * 1024];
        stranger.on("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 1024; i++) {
                exchange.getResponseBody().write(much);
            }
        });
        OutboundException e = failure(client, OutboundRequest.get(stranger.uri("/endless"), LONG));
        assertThat(e.failure()).isEqualTo(OutboundFailure.BAD_RESPONSE);
        assertThat(e.sentence()).contains("16 MiB");
    }

    @Test
    void aSilentServerAndOneThatTricklesRunOutOfTime() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        stranger.on("/silent", exchange -> awaitQuietly(over));
        stranger.on("/trickle", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        });
        for (String path : List.of("/silent", "/trickle")) {
            OutboundRequest request = OutboundRequest.get(stranger.uri(path), Duration.ofMillis(300));
            assertThat(failure(client, request).failure()).as(path).isEqualTo(OutboundFailure.TIMEOUT);
        }
        over.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anInterruptEndsACallThatWaits() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        stranger.on("/silent", exchange -> {
            asked.countDown();
            awaitQuietly(over);
        });
        Future<?> call = workers.submit(() -> get(stranger.uri("/silent")));
        asked.await();
        call.cancel(true);
        stranger.on("/next", 200, "next");
        assertThat(get(stranger.uri("/next")).body()).isEqualTo("next");
        over.countDown();
    }

    @Test
    void tellsRefusedUnknownCutAndUnsafeConnectionsApart() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(failure(URI.create("http://127.0.0.1:" + free + "/"))).isEqualTo(OutboundFailure.REFUSED);
        assertThat(failureAgainst("https", "HTTP/1.1 400 Bad Request\r\n\r\n")).isEqualTo(OutboundFailure.TLS);
        assertThat(failureAgainst("http", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut"))
                .isEqualTo(OutboundFailure.BAD_RESPONSE);
        assertThat(failureAgainst("http", "SSH-2.0-OpenSSH_9.6\r\n")).isEqualTo(OutboundFailure.BAD_RESPONSE);
        try (OutboundClient lost = client("local", host -> {
            throw new UnknownHostException(host);
        })) {
            assertThat(failure(lost, OutboundRequest.get(URI.create("http://no.example/"), LONG))
                            .failure())
                    .isEqualTo(OutboundFailure.REFUSED);
        }
    }

    /** A server that says the same to everything and hangs up. */
    private OutboundFailure failureAgainst(String scheme, String answer) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            workers.execute(() -> {
                try (Socket accepted = socket.accept()) {
                    assertThat(accepted.getInputStream().read()).isPositive();
                    accepted.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    accepted.shutdownOutput();
                    accepted.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The client has hung up.
                }
            });
            return failure(URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort() + "/"));
        }
    }

    @Test
    void connectionsAreUsedAgainAndNoneIsLost() throws Exception {
        Set<InetSocketAddress> peers = ConcurrentHashMap.newKeySet();
        stranger.on("/", exchange -> {
            peers.add(exchange.getRemoteAddress());
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write('x');
        });
        for (int i = 0; i < 10; i++) {
            assertThat(get(stranger.uri("/")).body()).isEqualTo("x");
        }
        assertThat(peers).hasSize(1);
        stranger.on("/long", 200, "x".repeat(1_000_000)).redirects("/moved", 302, stranger.uri("/"));
        for (int i = 0; i < FEW.connectionsPerHost() + 1; i++) {
            client.open(OutboundRequest.get(stranger.uri("/long"), LONG), LONG).close();
            assertThat(get(stranger.uri("/moved")).body()).isEqualTo("x");
        }
        assertThat(gauge("chitchat.outbound.connections")).isEqualTo(0);
        assertThat(gauge("chitchat.outbound.bytes-held")).isEqualTo(0L);
    }

    @Test
    void aShortAnswerThatNobodyWantsIsReadSoThatItsConnectionIsUsedAgain() throws Exception {
        Set<Integer> ports = ConcurrentHashMap.newKeySet();
        byte[] page = "<p>moved</p>".getBytes(StandardCharsets.US_ASCII);
        for (String path : List.of("/moved", "/unwanted")) {
            stranger.on(path, exchange -> {
                ports.add(exchange.getRemoteAddress().getPort());
                exchange.getResponseHeaders().add("Location", "/there");
                exchange.sendResponseHeaders(path.equals("/moved") ? 302 : 404, 0);
                exchange.getResponseBody().write(page);
            });
        }
        stranger.on("/there", exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            exchange.sendResponseHeaders(200, -1);
        });
        for (int i = 0; i < 3; i++) {
            assertThat(get(stranger.uri("/moved")).status()).isEqualTo(200);
            client.open(OutboundRequest.get(stranger.uri("/unwanted"), LONG), LONG)
                    .discard();
        }
        assertThat(ports).hasSize(1);
    }

    private Object gauge(String name) {
        return Objects.requireNonNull(metrics.getGauges().get(name)).getValue();
    }

    @Test
    void recognisesItsOwnCallThatComesBack() {
        stranger.on("/own", exchange -> {
            exchange.getResponseHeaders()
                    .add(CallerName.HEADER, exchange.getRequestHeaders().getFirst(CallerName.HEADER));
            exchange.sendResponseHeaders(CallerName.STATUS, -1);
        });
        assertThat(failure(stranger.uri("/own"))).isEqualTo(OutboundFailure.LOOPS_BACK);
    }

    @Test
    void aClosedClientSaysThatTheServerIsStopping() throws Exception {
        client.close();
        assertThat(failure(stranger.uri("/"))).isEqualTo(OutboundFailure.STOPPING);
    }

    @Test
    void noSecretIsInAnyText() {
        OutboundHeaders headers = OutboundHeaders.of(Map.of("Authorization", "Bearer hidden"));
        OutboundRequest request = OutboundRequest.post(stranger.uri("/?key=hidden"), "hidden", LONG)
                .with(headers);
        assertThat(request.toString() + headers + new OutboundReply(200, stranger.uri("/"), Map.of(), "hidden"))
                .doesNotContain("hidden");
        OutboundException e = failure(
                client,
                OutboundRequest.get(URI.create("http://127.0.0.1:1/?key=hidden"), LONG)
                        .with(headers));
        assertThat(e.toString() + e.sentence())
                .contains("does not call the URL")
                .doesNotContain("hidden");
    }
}
