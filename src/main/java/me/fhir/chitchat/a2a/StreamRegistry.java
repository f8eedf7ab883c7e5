package me.fhir.chitchat.a2a;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.lifecycle.Managed;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.bridge.WaitingCeiling;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.http.admission.Departure;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.http.admission.ResponsePermits;
import me.fhir.chitchat.http.response.EventStream;
import me.fhir.chitchat.http.response.WholeResponse;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.runtime.lifecycle.WorkerThreads;

/** All open streams: keeps them alive through proxies and ends them with the server. One timer serves all. */
final class StreamRegistry implements Managed {
    private static final Duration MAX_WAIT_FOR_PERMIT = Duration.ofSeconds(3);

    private final Subscriptions subscriptions;
    private final OutgoingBytes outgoing;
    private final Duration keepAlive;
    private final Set<TaskStream> open = ConcurrentHashMap.newKeySet();
    private final WaitingCeiling ceiling = new WaitingCeiling();
    private final ScheduledExecutorService timer = WorkerThreads.timer("a2a-keep-alive");

    /**
     * @param outgoing counts what waits for clients
     * @param keepAlive how often a comment is sent, so that a proxy sees traffic and a lost client is noticed; zero sends
     *     none
     */
    StreamRegistry(Subscriptions subscriptions, OutgoingBytes outgoing, Duration keepAlive, MetricRegistry metrics) {
        this.outgoing = outgoing;
        this.subscriptions = subscriptions;
        this.keepAlive = keepAlive;
        metrics.register("chitchat.a2a.streams", (Gauge<Integer>) open::size);
    }

    @Override
    public void start() {
        if (keepAlive.isZero()) {
            return;
        }
        var unused = timer.scheduleWithFixedDelay(
                () -> open.forEach(TaskStream::keepAlive),
                keepAlive.toMillis(),
                keepAlive.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Ends every stream. */
    @Override
    public void stop() {
        timer.shutdownNow();
        open.forEach(TaskStream::finish);
    }

    int size() {
        return open.size();
    }

    OutgoingBytes outgoing() {
        return outgoing;
    }

    static void headers(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache");
        // Proxies of the nginx family would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
    }

    /**
     * Starts a stream as the answer of a request; 503 when there is no room for its first frame, or too many are open.
     *
     * @throws UnreadFrameException when that cannot be read; nothing was answered then
     */
    void begin(AsyncContext context, TaskStream stream, UnaryOperator<String> envelope) throws IOException {
        withPlace(context, () -> {
            try {
                ceiling.enter(stream.waiter());
            } catch (ConversationException e) {
                WholeResponse.busy(context, outgoing, e.sentence());
                return;
            }
            open.add(stream);
            try {
                follow(context, stream, first(stream, envelope));
            } catch (IOException | RuntimeException e) {
                // It cannot be read, or the client left before it began.
                forget(stream);
                throw e;
            }
        });
    }

    private void follow(AsyncContext context, TaskStream stream, String first) throws IOException {
        headers((HttpServletResponse) context.getResponse());
        Runnable unwatch =
                Departure.of((HttpServletRequest) context.getRequest()).watch(stream::finish);
        EventStream out = new EventStream(context, outgoing, stream::room, () -> {
            unwatch.run();
            forget(stream);
        });
        subscriptions.add(stream.conversation(), stream);
        out.open();
        stream.begin(out, first);
    }

    private static String first(TaskStream stream, UnaryOperator<String> envelope) {
        try {
            return stream.first(envelope);
        } catch (RuntimeException e) {
            // Nothing is written yet: the client can be sent the error.
            throw new UnreadFrameException(e);
        }
    }

    /** The first frame of a stream could not be read, and its client can still be sent the reason. */
    static final class UnreadFrameException extends RuntimeException {
        private final RuntimeException failure;

        UnreadFrameException(RuntimeException failure) {
            super(failure);
            this.failure = failure;
        }

        RuntimeException failure() {
            return failure;
        }
    }

    /**
     * Puts a whole answer together, sends it and ends; 503 when there is no room for it. Its headers are to be set by then.
     *
     * @param text called at most once; it may read the store, and may set the status
     */
    void whole(AsyncContext context, Supplier<String> text) throws IOException {
        withPlace(
                context, () -> WholeResponse.send(context, outgoing, text.get().getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends a short answer that is there already, its headers set, and ends. */
    void whole(AsyncContext context, String text) throws IOException {
        WholeResponse.send(context, outgoing, text.getBytes(StandardCharsets.UTF_8));
    }

    @FunctionalInterface
    private interface Answer {
        void give() throws IOException;
    }

    /** An answer has its place until its bytes are counted: it is in memory several times over until then. */
    private void withPlace(AsyncContext context, Answer answer) throws IOException {
        Optional<ResponsePermits.HeldPermit> place = outgoing.places().tryTake(MAX_WAIT_FOR_PERMIT);
        if (place.isEmpty()) {
            WholeResponse.busy(context, outgoing, OutgoingBytes.BUSY);
            return;
        }
        try {
            answer.give();
        } finally {
            place.get().close();
        }
    }

    private void forget(TaskStream stream) {
        if (open.remove(stream)) {
            ceiling.leave(stream.waiter());
        }
        stream.ended();
        subscriptions.remove(stream.conversation(), stream);
    }
}
