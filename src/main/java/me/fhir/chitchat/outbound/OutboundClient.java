package me.fhir.chitchat.outbound;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * Calls addresses that clients name, for any thread. The exchange runs on a worker's thread while the caller waits, so an
 * interrupt or the time limit ends it at once. Nothing is sent twice: a call that fails is the caller's to repeat.
 */
public final class OutboundClient implements AutoCloseable {
    private final RedirectFollower hops;
    private final InterruptibleCalls interruptible;
    private final MetricRegistry metrics;
    private final Timer calls;
    private final ExchangeWatcher watcher;

    /** @param workers not bounded: as many as there are calls may be busy */
    public OutboundClient(
            OutboundGuard guard, OutboundConfiguration configuration, MetricRegistry metrics, ExecutorService workers) {
        this(new Connections(guard, configuration, null), metrics, workers);
    }

    OutboundClient(Connections connections, MetricRegistry metrics, ExecutorService workers) {
        this.interruptible = new InterruptibleCalls(workers);
        this.hops = new RedirectFollower(
                connections, new CallerName(UUID.randomUUID().toString()), interruptible);
        this.watcher = ExchangeWatcher.NONE;
        this.metrics = metrics;
        this.calls = metrics.timer("chitchat.outbound.calls");
        metrics.registerGauge("chitchat.outbound.connections", connections::leased);
        metrics.registerGauge("chitchat.outbound.waiting", connections::waiting);
        metrics.registerGauge("chitchat.outbound.bytes-held", hops::bytesHeld);
    }

    private OutboundClient(OutboundClient whole, ExchangeWatcher watcher) {
        this.hops = whole.hops;
        this.interruptible = whole.interruptible;
        this.metrics = whole.metrics;
        this.calls = whole.calls;
        this.watcher = watcher;
    }

    /** The same client for a caller who makes one call after the other and wants to see them. */
    public OutboundClient watchedBy(ExchangeWatcher seeing) {
        return new OutboundClient(this, seeing);
    }

    /** The name of this client in {@link CallerName#HEADER}. */
    public CallerName callerName() {
        return hops.callerName();
    }

    /**
     * Sends one request and reads the whole answer, whatever its status.
     *
     * @throws OutboundException when there is none
     * @throws InterruptedException when the caller was interrupted; the connection is closed then
     */
    public OutboundReply send(OutboundRequest request) throws OutboundException, InterruptedException {
        OutboundExchange exchange = new OutboundExchange(new WatchedCall(watcher, request));
        try {
            return await(request.timeLimit(), exchange, () -> {
                try (OutboundStream stream = hops.open(request, request.timeLimit(), exchange)) {
                    return stream.reply();
                }
            });
        } catch (OutboundException | InterruptedException | RuntimeException e) {
            // Whatever it was: the exchange must not stay open.
            exchange.end();
            throw e;
        }
    }

    /**
     * Sends one request and returns once the answer has begun.
     *
     * @param longestSilence after which a read fails
     */
    public OutboundStream open(OutboundRequest request, Duration longestSilence)
            throws OutboundException, InterruptedException {
        OutboundExchange exchange = new OutboundExchange(new WatchedCall(watcher, request));
        try {
            return await(request.timeLimit(), exchange, () -> hops.open(request, longestSilence, exchange));
        } catch (OutboundException | InterruptedException | RuntimeException e) {
            // Whatever it was: the exchange must not stay open.
            exchange.end();
            throw e;
        }
    }

    private <T> T await(Duration timeLimit, OutboundExchange exchange, Callable<T> call)
            throws OutboundException, InterruptedException {
        Timer.Context time = calls.time();
        try {
            return interruptible.await(call, timeLimit, exchange::end);
        } catch (OutboundException e) {
            metrics.counter("chitchat.outbound.failures." + e.failure().wire()).inc();
            throw exchange.watched().fails(e);
        } finally {
            time.stop();
        }
    }

    /** Ends all calls that are under way. */
    @Override
    public void close() throws IOException {
        hops.close();
    }
}
