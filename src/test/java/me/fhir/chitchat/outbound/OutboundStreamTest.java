package me.fhir.chitchat.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.codahale.metrics.MetricRegistry;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboundStreamTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private ExternalServer stranger;
    private OutboundClient client;

    @BeforeEach
    void start() throws IOException {
        stranger = new ExternalServer();
        client = new OutboundClient(
                new OutboundGuard(AllowList.of("local"), InetAddress::getAllByName),
                new OutboundConfiguration(null, null, null),
                new MetricRegistry(),
                workers);
        stranger.on("/events", exchange -> {
            write(exchange, "data: one\n\n");
            awaitQuietly(over);
            write(exchange, "data: two\n\n");
        });
    }

    @AfterEach
    void stop() throws IOException {
        over.countDown();
        client.close();
        stranger.close();
        workers.shutdownNow();
    }

    private static void write(HttpExchange exchange, String text) throws IOException {
        if (exchange.getResponseCode() < 0) {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
        }
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private OutboundStream open(Duration longestSilence) throws Exception {
        return client.open(OutboundRequest.get(stranger.uri("/events"), LONG), longestSilence);
    }

    @Test
    void eventsArriveWhileTheAnswerGoesOn() throws Exception {
        try (OutboundStream stream = open(LONG)) {
            assertThat(stream.isEventStream()).isTrue();
            assertThat(stream.next()).isEqualTo(new SentEvent(null, null, "one"));
            over.countDown();
            assertThat(stream.next()).isEqualTo(new SentEvent(null, null, "two"));
            assertThat(stream.next()).isNull();
        }
    }

    @Test
    void closingItFromAnotherThreadEndsAReadThatWaits() throws Exception {
        OutboundStream stream = open(LONG);
        assertThat(stream.next()).isNotNull();
        Future<?> reading = workers.submit(stream::next);
        stream.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(reading::get)
                .withCauseInstanceOf(OutboundException.class);
    }

    @Test
    void anInterruptEndsAReadThatWaits() throws Exception {
        OutboundStream stream = open(LONG);
        assertThat(stream.next()).isNotNull();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(stream::next);
    }

    @Test
    void anInterruptEndsTheReadingOfABody() throws Exception {
        OutboundStream stream = open(LONG);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> stream.body(LONG));
    }

    @Test
    void silenceLongerThanAgreedIsATimeOut() throws Exception {
        try (OutboundStream stream = open(Duration.ofMillis(200))) {
            assertThat(stream.next()).isNotNull();
            assertThat(catchThrowableOfType(OutboundException.class, stream::next)
                            .failure())
                    .isEqualTo(OutboundFailure.TIMEOUT);
        }
    }

    @Test
    void closingTheClientEndsAReadThatWaits() throws Exception {
        OutboundStream stream = open(LONG);
        assertThat(stream.next()).isNotNull();
        Future<?> reading = workers.submit(stream::next);
        client.close();
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(reading::get);
    }

    @Test
    void anAnswerThatIsNoStreamHasABody() throws Exception {
        stranger.on("/events", 200, "{\"error\":1}", "Content-Type", "application/json");
        try (OutboundStream stream = open(LONG)) {
            assertThat(stream.isEventStream()).isFalse();
            assertThat(stream.body(LONG)).isEqualTo("{\"error\":1}");
        }
    }

    @Test
    void aBodyThatComesInDripsIsGivenUp() throws Exception {
        stranger.on("/events", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            awaitQuietly(over);
        });
        // A single read may be silent for long, so it is the limit of the whole body that ends it.
        try (OutboundStream stream = open(LONG)) {
            OutboundException given =
                    catchThrowableOfType(OutboundException.class, () -> stream.body(Duration.ofMillis(50)));
            assertThat(given.failure()).isEqualTo(OutboundFailure.TIMEOUT);
        }
    }
}
