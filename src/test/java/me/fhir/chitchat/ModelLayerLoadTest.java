package me.fhir.chitchat;

import static me.fhir.chitchat.llm.StubModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.llm.ChatResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ModelLayerLoadTest {
    private static final String GOOD = "{\"choices\":[{\"message\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}";

    @TempDir
    Path directory;

    @Test
    void hundredCallsShareTheCapAndLeaveNothingBehind() throws Exception {
        try (ModelLayerFixture at = new ModelLayerFixture(directory, "\"maxConcurrent\":8,")) {
            CountDownLatch never = new CountDownLatch(1);
            at.stub.thinking(asked -> {
                // The answer takes 300 ms; nothing opens this gate sooner.
                assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
                return json(200, GOOD);
            });
            ExecutorService callers = Executors.newFixedThreadPool(100);
            List<Future<ChatResponse>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                calls.add(callers.submit(() -> at.ask("openrouter")));
            }
            for (Future<ChatResponse> call : calls) {
                assertThat(call.get().content()).isEqualTo("yes");
            }
            callers.shutdown();

            assertThat(at.stub.mostAtOnce()).isEqualTo(8);
            assertThat(at.stub.asked()).hasSize(100);
            assertThat(((ThreadPoolExecutor) at.workers).getLargestPoolSize()).isLessThanOrEqualTo(16);
            assertIdle(at);
        }
    }

    @Test
    void interruptClosesTheConnectionAndFreesThePlace() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                ModelLayerFixture at = new ModelLayerFixture(
                        directory, "\"maxConcurrent\":1,", "http://127.0.0.1:" + silent.getLocalPort())) {
            Thread caller = new Thread(
                    () -> assertThatThrownBy(() -> at.ask("openrouter")).isInstanceOf(InterruptedException.class));
            caller.start();
            try (Socket connection = silent.accept()) {
                InputStream request = connection.getInputStream();
                assertThat(request.read()).isEqualTo('P');

                caller.interrupt();
                caller.join();

                drainUntilClosed(request);
            }
            assertIdle(at);
            assertThat(at.logged("metadata.json")).contains("\"kind\":\"cancelled\"");
            assertThat(at.count("llm.openrouter.openai/gpt-oss-120b:nitro.failures.cancelled"))
                    .isEqualTo(1);
        }
    }

    @Test
    void callThatIsStillWaitingInLineCanBeCancelled() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (ModelLayerFixture at = new ModelLayerFixture(directory, "\"maxConcurrent\":1,")) {
            at.stub.answering(exchange -> {
                gate.await();
                json(200, GOOD).write(exchange);
            });
            ExecutorService callers = Executors.newCachedThreadPool();
            Future<ChatResponse> first = callers.submit(() -> at.ask("openrouter"));
            awaitGauge(at, "llm.openrouter.running", 1);
            Future<ChatResponse> second = callers.submit(() -> at.ask("openrouter"));
            awaitGauge(at, "llm.openrouter.waiting", 1);

            second.cancel(true);
            awaitGauge(at, "llm.openrouter.waiting", 0);
            gate.countDown();

            assertThat(first.get().content()).isEqualTo("yes");
            assertThat(at.stub.asked()).hasSize(1);
            callers.shutdownNow();
        }
    }

    @Test
    void stoppingEndsTheCallsUnderWay() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (ModelLayerFixture at = new ModelLayerFixture(directory)) {
            at.stub.answering(exchange -> gate.await());
            ExecutorService callers = Executors.newSingleThreadExecutor();
            Future<ChatResponse> call = callers.submit(() -> at.ask("openrouter"));
            while (at.stub.asked().isEmpty()) {
                Thread.onSpinWait();
            }

            at.client.close();

            assertThatThrownBy(call::get).hasMessageContaining("could not be asked");
            callers.shutdown();
        }
    }

    private static void drainUntilClosed(InputStream request) {
        try {
            while (request.read() >= 0) {
                // The rest of the request; a closed connection ends it, or resets it.
            }
        } catch (java.io.IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private static void assertIdle(ModelLayerFixture at) {
        assertThat(gauge(at, "llm.openrouter.running")).isZero();
        assertThat(gauge(at, "llm.openrouter.waiting")).isZero();
        String leased = at.metrics.getGauges().keySet().stream()
                .filter(name -> name.endsWith("leased-connections"))
                .findFirst()
                .orElseThrow();
        while (gauge(at, leased) > 0) {
            Thread.onSpinWait();
        }
        ThreadPoolExecutor workers = (ThreadPoolExecutor) at.workers;
        while (workers.getActiveCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private static void awaitGauge(ModelLayerFixture at, String name, int value) {
        while (gauge(at, name) != value) {
            Thread.onSpinWait();
        }
    }

    private static int gauge(ModelLayerFixture at, String name) {
        return ((Number) Objects.requireNonNull(at.metrics.getGauges().get(name), name)
                        .getValue())
                .intValue();
    }
}
