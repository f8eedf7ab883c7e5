package me.fhir.chitchat.outbound.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.codahale.metrics.MetricRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.outbound.AllowList;
import me.fhir.chitchat.outbound.ExternalServer;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundConfiguration;
import me.fhir.chitchat.outbound.OutboundException;
import me.fhir.chitchat.outbound.OutboundFailure;
import me.fhir.chitchat.outbound.OutboundGuard;
import me.fhir.chitchat.outbound.OutboundHeaders;
import org.junit.jupiter.api.Test;

class SlowCardTest {
    private static boolean isOver(CountDownLatch over) {
        try {
            return over.await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Test
    void aCardThatNeverEndsIsGivenUpWithTheTimeOfTheSearch() throws Exception {
        ExecutorService workers = Executors.newCachedThreadPool();
        CountDownLatch over = new CountDownLatch(1);
        try (ExternalServer agent = new ExternalServer();
                OutboundClient client = new OutboundClient(
                        new OutboundGuard(AllowList.of("local"), InetAddress::getAllByName),
                        new OutboundConfiguration(null, null, null),
                        new MetricRegistry(),
                        workers)) {
            agent.on("/.well-known/agent-card.json", exchange -> {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 0);
                // A little arrives all the time, so no single read takes too long.
                while (!isOver(over)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            });
            OutboundException given = catchThrowableOfType(OutboundException.class, () -> new EndpointFinder(client)
                    .find(agent.uri("/"), OutboundHeaders.NONE, Duration.ofMillis(500)));
            assertThat(given.failure()).isEqualTo(OutboundFailure.TIMEOUT);
        } finally {
            over.countDown();
            workers.shutdownNow();
        }
    }
}
