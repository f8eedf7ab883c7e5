package me.fhir.chitchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.BufferUtil;
import org.junit.jupiter.api.Test;

class ClientDepartureTest {
    private final AtomicInteger gone = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private String sent = "";
    private boolean closed;
    private boolean reset;
    private final ClientDeparture departure = new ClientDeparture(this::read, told::incrementAndGet);

    private int read(ByteBuffer buffer) throws IOException {
        reads.incrementAndGet();
        if (reset) {
            throw new IOException("Connection reset");
        }
        if (sent.isEmpty()) {
            return closed ? -1 : 0;
        }
        int length = Math.min(BufferUtil.space(buffer), sent.length());
        BufferUtil.append(buffer, BufferUtil.toBuffer(sent.substring(0, length)));
        sent = sent.substring(length);
        return length;
    }

    @Test
    void tellsEachWatcherOnceThatTheClientHasClosed() {
        var unused = departure.watch(gone::incrementAndGet);
        departure.watch(gone::incrementAndGet);
        departure.poll();
        assertThat(gone).hasValue(0);
        closed = true;
        departure.poll();
        departure.poll();
        assertThat(gone).hasValue(2);
    }

    @Test
    void takesABrokenConnectionForADeparture() {
        departure.watch(gone::incrementAndGet);
        reset = true;
        departure.poll();
        assertThat(gone).hasValue(1);
    }

    @Test
    void touchesNoConnectionThatNobodyWatches() {
        Runnable unwatch = departure.watch(gone::incrementAndGet);
        unwatch.run();
        closed = true;
        departure.poll();
        assertThat(reads).hasValue(0);
        assertThat(gone).hasValue(0);
    }

    @Test
    void keepsWhatTheClientHasSentAlreadyForItsNextRequest() throws IOException {
        departure.watch(gone::incrementAndGet);
        sent = "GET /";
        departure.poll();
        departure.poll();
        assertThat(gone).hasValue(0);
        departure.tellOfBytes();
        assertThat(told).hasValue(1);
        ByteBuffer full = BufferUtil.allocate(0);
        assertThat(departure.fill(full)).isZero();
        ByteBuffer buffer = BufferUtil.allocate(16);
        assertThat(departure.fill(buffer)).isEqualTo(1);
        assertThat(departure.fill(buffer)).isEqualTo(4);
        assertThat(BufferUtil.toString(buffer)).isEqualTo("GET /");
        departure.tellOfBytes();
        assertThat(told).hasValue(1);
    }
}
