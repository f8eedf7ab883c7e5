package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
    private static RequestBody read(byte[] bytes) {
        return read(new ByteArrayInputStream(bytes));
    }

    private static RequestBody read(InputStream bytes) {
        return RequestBody.<RequestBody>read(bytes, body -> body);
    }

    private static byte[] filled(int size, char with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 8192, 65_536, 200_000, RequestBody.MAX_BYTES})
    void readsABodyOfAnyAllowedLength(int size) {
        assertThat(read(filled(size, 'x'))).isEqualTo(new RequestBody.Received("x".repeat(size)));
    }

    @Test
    void refusesALongerBodyAndReadsItsRest() {
        ByteArrayInputStream body = new ByteArrayInputStream(filled(RequestBody.MAX_BYTES + 100_000, 'x'));
        assertThat(read(body)).isEqualTo(new RequestBody.Unreadable(RequestBody.TOO_LARGE, true));
        assertThat(body.available()).isZero();
    }

    @Test
    void readsCharactersAcrossBlocks() {
        String text = "a" + "€😀ä".repeat(50_000);
        assertThat(read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(new RequestBody.Received(text));
    }

    /** Their arrays are used again, and still have what was in them. */
    @Test
    void showsNothingOfABodyInTheNext() {
        for (int size : new int[] {300_000, RequestBody.MAX_BYTES + 1, 150_000, 65_537, 70_000, 200_001}) {
            char with = (char) ('a' + size % 26);
            RequestBody body = read(filled(size, with));
            if (size <= RequestBody.MAX_BYTES) {
                assertThat(body)
                        .isEqualTo(new RequestBody.Received(String.valueOf(with).repeat(size)));
            }
        }
    }

    @Test
    void passesOverOneByteOrderMark() {
        assertThat(read("\uFEFF{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(new RequestBody.Received("{}"));
        assertThat(read("\uFEFF".getBytes(StandardCharsets.UTF_8))).isEqualTo(new RequestBody.Received(""));
        assertThat(read("\uFEFF\uFEFF".getBytes(StandardCharsets.UTF_8))).isEqualTo(new RequestBody.Received("\uFEFF"));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        RequestBody.Unreadable refused = new RequestBody.Unreadable("The body is not valid UTF-8.", false);
        assertThat(read(new byte[] {'"', (byte) 0xC3, '"'})).isEqualTo(refused);
        assertThat(read(new byte[] {(byte) 0xC0, (byte) 0x80})).isEqualTo(refused);
        assertThat(read(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})).isEqualTo(refused);
        assertThat(read(new byte[] {(byte) 0xEF, (byte) 0xBB})).isEqualTo(refused);
        assertThat(read("\uFFFD".getBytes(StandardCharsets.UTF_8))).isEqualTo(new RequestBody.Received("\uFFFD"));
    }

    @Test
    void readsABodyThatWasReadBefore() throws IOException {
        ReadBody before = new ReadBody("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(read(before)).isEqualTo(new RequestBody.Received("{}"));
        assertThat(before.isFinished()).isTrue();
        assertThat(before.read()).isNegative();
        ReadBody begun = new ReadBody("x{}".getBytes(StandardCharsets.UTF_8));
        assertThat(begun.read()).isEqualTo('x');
        assertThat(read(begun)).isEqualTo(new RequestBody.Received("{}"));
        assertThat(read(ReadBody.broken(new IOException("gone"))))
                .isEqualTo(new RequestBody.Unreadable(RequestBody.INCOMPLETE, false));
    }

    /** While a large body arrives, and after it was read, nobody waits for its client; nor does a small one wait. */
    @Test
    void readsLargeBodiesOneAfterTheOther() throws Exception {
        AtomicInteger readers = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Function<RequestBody, Integer> waiting = body -> {
            int before = readers.getAndIncrement();
            begun.countDown();
            await(end);
            readers.decrementAndGet();
            return before;
        };
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> RequestBody.read(large(), waiting));
        await(begun);
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> RequestBody.read(large(), waiting));
        assertThat(read("{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(new RequestBody.Received("{}"));
        assertThat(second).isNotDone();
        end.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(second.get(10, TimeUnit.SECONDS)).isZero();
    }

    private static InputStream large() {
        return new ByteArrayInputStream(filled(2 << 20, 'x'));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Garbage by the megabyte makes the collector stop every other client. */
    @Test
    void takesLittleMoreMemoryThanItsText() {
        byte[] bytes = filled(8 << 20, 'x');
        read(bytes);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        RequestBody body = read(bytes);
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(body).isInstanceOf(RequestBody.Received.class);
        assertThat(taken).isLessThan(bytes.length + (1 << 20));
    }
}
