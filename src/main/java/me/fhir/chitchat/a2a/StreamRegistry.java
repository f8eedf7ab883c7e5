package me.fhir.chitchat.a2a;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.lifecycle.Managed;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.admission.OutgoingBytes;
import me.fhir.chitchat.orchestrator.Subscriptions;

/** All open streams: keeps them alive through proxies and ends them with the server. One timer serves all. */
final class StreamRegistry implements Managed {
    private final Subscriptions subscriptions;
    private final OutgoingBytes outgoing;
    private final Duration keepAlive;
    private final Set<TaskStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "a2a-keep-alive");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Nothing is open yet.
     *
     * @param outgoing counts what waits for clients
     * @param keepAlive how often a comment is sent, so that a proxy sees life and a dead client is found out; zero sends
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

    static void headers(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache");
        // Proxies of the nginx family would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
    }

    /** Starts a stream as the answer of a request. */
    void begin(AsyncContext context, TaskStream stream, UnaryOperator<String> envelope) throws IOException {
        headers((HttpServletResponse) context.getResponse());
        EventStream out = new EventStream(context, outgoing, stream::room, () -> forget(stream));
        open.add(stream);
        subscriptions.add(stream.conversation(), stream);
        try {
            out.open();
            stream.begin(out, envelope);
        } catch (RuntimeException e) {
            // The client left before it began.
            forget(stream);
            throw e;
        }
    }

    /** Sends a whole answer, its headers set, and ends; 503 when there is no room for it. */
    void whole(AsyncContext context, String text) throws IOException {
        EventStream.whole(context, outgoing, text.getBytes(StandardCharsets.UTF_8));
    }

    private void forget(TaskStream stream) {
        open.remove(stream);
        stream.ended();
        subscriptions.remove(stream.conversation(), stream);
    }
}
