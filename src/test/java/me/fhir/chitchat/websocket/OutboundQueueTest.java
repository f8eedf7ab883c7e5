package me.fhir.chitchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All connections share what may wait to be sent. */
class OutboundQueueTest {
    private static final int LIMIT = 4 << 20;
    private static final int TENTH = LIMIT / 10;

    private final OutgoingBytes outgoing = new OutgoingBytes(LIMIT);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void theSlowestConnectionMakesRoomForTheOthers() {
        Client paused = new Client();
        Client reading = new Client();
        paused.queue.response(bytes(7 * TENTH));
        reading.queue.response(bytes(2 * TENTH));
        reading.read();
        reading.queue.response(bytes(6 * TENTH));
        assertThat(paused.evictedForMemory).isTrue();
        assertThat(reading.evictedForMemory).isFalse();
        reading.read();
        paused.queue.ended();
        assertThat(outgoing.held()).isZero();
    }

    @Test
    void connectionsThatAreNeverOpenedLeaveNothingBehind() {
        Client open = new Client();
        open.queue.live(bytes(10));
        for (int i = 0; i < 1_000; i++) {
            new Client().queue.hasRoomForResponses();
        }
        assertThat(outgoing.clients()).isEqualTo(1);
        open.queue.ended();
        open.queue.live(bytes(10));
        open.queue.response(bytes(10));
        assertThat(outgoing.clients()).isZero();
    }

    @Test
    void releasesBytesOfDroppedAndSentFrames() {
        Client client = new Client();
        for (int i = 0; i < 30; i++) {
            client.queue.live(bytes(10));
            client.queue.response(bytes(10));
        }
        client.read();
        assertThat(outgoing.held()).isZero();
        client.queue.response(Collections.nCopies(3, "piece").iterator());
        client.queue.response(bytes(10));
        assertThat(outgoing.held()).isPositive();
        client.queue.close();
        client.queue.live(bytes(10));
        client.queue.response(bytes(10));
        client.queue.ended();
        assertThat(outgoing.held()).isZero();
    }

    @Test
    void aResponseIsProducedOnlyWhenThereIsRoomForIt() {
        Client paused = new Client();
        paused.queue.response(bytes(9 * TENTH));
        Client other = new Client();
        other.queue.response(Collections.nCopies(3, "piece").iterator());
        assertThat(other.sent).isEmpty();
        assertThat(paused.evictedForMemory).isFalse();
        paused.queue.ended();
        Awaitility.await().until(() -> {
            other.read();
            return other.pieces == 3;
        });
        assertThat(outgoing.held()).isZero();
    }

    @Test
    void clientsThatWaitForTheirTurnToBeReadForHoldNothing() {
        List<Runnable> reads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Client client = new Client(reads::add);
            client.queue.response(Collections.nCopies(3, "piece").iterator());
        }
        assertThat(reads).hasSizeBetween(1, 10);
        assertThat(outgoing.held()).isZero();
    }

    @Test
    void hardlyMoreThanOneLargeFrameIsHandedToTheSocket() {
        Client paused = new Client();
        for (int i = 0; i < 10; i++) {
            paused.queue.response(bytes(300 * 1024));
        }
        assertThat(paused.sent).hasSize(1);
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.wrap(new byte[count]);
    }

    /** A connection whose client reads on request. */
    private final class Client implements OutboundQueue.Transport {
        final Deque<Runnable> sent = new ArrayDeque<>();
        final OutboundQueue queue;
        boolean evictedForMemory;
        int pieces;

        Client() {
            this(Runnable::run);
        }

        Client(Executor workers) {
            queue = new OutboundQueue(
                    this, new WebSocketConfiguration.OutboundLimit(8 << 20, 1000), outgoing, workers, timer);
        }

        /** Takes everything that has been sent so far. */
        void read() {
            for (Runnable next = poll(); next != null; next = poll()) {
                pieces++;
                next.run();
            }
        }

        private synchronized @Nullable Runnable poll() {
            return sent.poll();
        }

        @Override
        public synchronized void send(OutboundFrame frame, Runnable done) {
            sent.add(done);
        }

        @Override
        public void overflowed() {}

        @Override
        public void evictedForMemory() {
            evictedForMemory = true;
        }

        @Override
        public void failed(Throwable cause) {}

        @Override
        public void progressed() {}
    }
}
