package me.fhir.chitchat.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;

class OutboundExchangeTest {
    private static final URI PEER = URI.create("http://peer.example/");

    private final AtomicInteger closed = new AtomicInteger();
    private final HttpUriRequestBase request = new HttpUriRequestBase("GET", PEER);
    private final OutboundExchange exchange = new OutboundExchange(
            new WatchedCall(ExchangeWatcher.NONE, OutboundRequest.get(PEER, Duration.ofSeconds(1))));

    private final BasicClassicHttpResponse response = new BasicClassicHttpResponse(200) {
        @Override
        public void close() {
            closed.incrementAndGet();
        }
    };

    /** Closing reads the rest of an answer, and another thread may be reading it at that moment. */
    @Test
    void whoeverEndsACallDoesNotReadItsAnswer() {
        exchange.sends(request);
        exchange.receives(response);
        exchange.end();
        assertThat(request.isCancelled()).isTrue();
        assertThat(closed).hasValue(0);
    }

    @Test
    void anAnswerThatComesAfterTheEndIsGivenUp() {
        exchange.end();
        exchange.sends(request);
        assertThat(request.isCancelled()).isTrue();
        exchange.receives(response);
        exchange.close();
        assertThat(closed).hasValue(1);
    }
}
