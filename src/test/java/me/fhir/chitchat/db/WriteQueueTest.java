package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.AppendPermit;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.http.admission.ByteBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WriteQueueTest {
    private static final long MS = 1_000_000;

    private long now;
    private WriteQueue queue = new WriteQueue(() -> now, Long.MAX_VALUE);

    @Test
    void smallWritesOfAllShareABatch() throws Exception {
        WriteItem first = job(10);
        WriteItem second = job(WriteQueue.MEDIUM - 1);
        queue.add(first);
        queue.add(second);

        assertThat(next()).containsExactly(first, second);
        assertThat(next()).isEmpty();
    }

    @Test
    void largeWritesGoInBatchesOfTheirOwnAndTakeTurnsWithSmallOnes() throws Exception {
        WriteItem large = job(1 << 20);
        WriteItem another = job(1 << 20);
        WriteItem small = job(10);
        queue.add(large);
        queue.add(another);
        queue.add(small);

        assertThat(next()).containsExactly(small);
        assertThat(next()).containsExactly(large);
        WriteItem later = job(10);
        queue.add(later);
        assertThat(next()).containsExactly(later);
        assertThat(next()).containsExactly(another);
    }

    @Test
    void largeWritesHaveAShareOfTheTime() throws Exception {
        long written = 0;
        long begin = now;
        while (now - begin < 60_000 * MS) {
            queue.add(job(1 << 20));
            queue.add(job(10));
            boolean large = next().get(0).bytes() > WriteQueue.LARGE;
            now += (large ? 40 : 5) * MS;
            queue.written((large ? 40 : 5) * MS);
            written += large ? 40 : 0;
        }

        assertThat(written)
                .isBetween(60_000L / PacedLine.SHARE, 60_000L / PacedLine.SHARE + PacedLine.MAX_CREDIT_NANOS / MS + 40);
    }

    @Test
    void largeWritesAreNotSlowedDownWhereNothingElseIsWritten() throws Exception {
        for (int i = 0; i < 100; i++) {
            WriteItem large = job(1 << 20);
            queue.add(large);
            assertThat(next()).containsExactly(large);
            now += 40 * MS;
            queue.written(40 * MS);
        }
    }

    @Test
    void afterSmallWritesTheNextLargeOneWaitsForOneBatchAtMost() throws Exception {
        for (int i = 0; i < 100; i++) {
            queue.add(job(1 << 20));
            next();
            now += 40 * MS;
            queue.written(40 * MS);
        }
        queue.add(job(10));
        next();
        WriteItem large = job(1 << 20);
        queue.add(large);

        assertThat(next()).isEmpty();
        now += 40 * MS * PacedLine.SHARE + 1;
        assertThat(next()).containsExactly(large);
    }

    @Test
    void mediumWritesDoNotWaitForLargeOnes() throws Exception {
        WriteItem large = job(1 << 20);
        queue.add(job(10));
        next();
        queue.add(large);
        assertThat(next()).containsExactly(large);
        queue.written(10_000 * MS);
        WriteItem waiting = job(1 << 20);
        WriteItem medium = job(WriteQueue.MEDIUM);
        queue.add(waiting);
        queue.add(medium);

        assertThat(next()).containsExactly(medium);
        assertThat(next()).isEmpty();
        now += 10_000 * MS * PacedLine.SHARE;
        assertThat(next()).containsExactly(waiting);
    }

    @Test
    void keepsTheOrderWithinAConversation() throws Exception {
        WriteItem large = append(7, 1 << 20);
        WriteItem behind = append(7, 10);
        WriteItem medium = append(7, (int) WriteQueue.MEDIUM);
        WriteItem elsewhere = append(8, 10);
        List.of(large, behind, medium, elsewhere).forEach(queue::add);

        assertThat(next()).containsExactly(elsewhere);
        assertThat(next()).containsExactly(large);
        assertThat(next()).containsExactly(behind, medium);
        WriteItem last = append(7, 10);
        queue.add(last);
        assertThat(next()).containsExactly(last);
    }

    @Test
    void aBatchIsBoundedInBytes() throws Exception {
        for (int i = 0; i < 300; i++) {
            queue.add(job(WriteQueue.MEDIUM - 1));
        }

        long bytes = next().stream().mapToLong(WriteItem::bytes).sum();
        assertThat(bytes).isBetween(WriteQueue.MAX_BYTES_PER_BATCH, WriteQueue.MAX_BYTES_PER_BATCH + WriteQueue.MEDIUM);
    }

    @Test
    void theRestIsTakenWithoutWaiting() throws Exception {
        queue.add(job(10));
        next();
        queue.add(job(1 << 20));
        next();
        queue.written(10_000 * MS);
        List<WriteItem> rest = List.of(job(10), job(1 << 20), job(WriteQueue.MEDIUM), job(1 << 20));
        rest.forEach(queue::add);

        List<WriteItem> taken = new ArrayList<>();
        while (!queue.isEmpty()) {
            List<WriteItem> batch = new ArrayList<>();
            assertThat(queue.takeRest(batch)).isTrue();
            taken.addAll(batch);
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(rest);
        assertThat(queue.takeRest(new ArrayList<>())).isFalse();
    }

    @Test
    void whatWaitsForItsTurnLeavesRoomForTheFramesOfOthers() throws Exception {
        long memory = 46 << 20;
        queue = new WriteQueue(() -> now, memory);
        ByteBudget budget = new ByteBudget(memory);
        Map<WriteItem, ByteBudget.Lease> unanswered = new HashMap<>();
        // Five connections, each of which sends as much as it may before it has answers.
        int connections = 5 * 256;
        long begin = now;
        while (now - begin < 10_000 * MS) {
            while (unanswered.size() < connections && received(budget, unanswered, 40_000)) {}
            assertThat(received(budget, unanswered, 30_000)).isTrue();
            writeNext(unanswered);
        }
        long stopped = now;
        // Another large frame waits for at most five seconds.
        while (now - stopped < 5_000 * MS) {
            assertThat(received(budget, unanswered, 30_000)).isTrue();
            writeNext(unanswered);
        }

        assertThat(budget.held()).isLessThan(memory / 2);
    }

    private boolean received(ByteBudget budget, Map<WriteItem, ByteBudget.Lease> unanswered, int bytes) {
        ByteBudget.Lease lease = budget.open();
        if (!lease.charge(bytes)) {
            return false;
        }
        WriteItem item = job(bytes);
        unanswered.put(item, lease);
        queue.add(item);
        return true;
    }

    private void writeNext(Map<WriteItem, ByteBudget.Lease> unanswered) throws InterruptedException {
        List<WriteItem> batch = next();
        long nanos = (batch.size() == 1 ? 5 : 40) * MS;
        now += nanos;
        queue.written(nanos);
        batch.forEach(item -> Objects.requireNonNull(unanswered.remove(item)).close());
    }

    @Test
    void smallWritesBehindLargeOnesWaitOnlyWhileTheyAreFew() throws Exception {
        queue = new WriteQueue(() -> now, 16 * 8 * WriteQueue.MEDIUM);
        queue.add(job(10));
        queue.add(append(7, (int) WriteQueue.MEDIUM));
        next();
        next();
        queue.written(10_000 * MS);
        List<WriteItem> behind = new ArrayList<>(List.of(append(7, (int) WriteQueue.MEDIUM)));
        for (int i = 1; i < 16; i++) {
            behind.add(append(7, 10));
        }
        behind.forEach(queue::add);
        assertThat(next()).isEmpty();
        WriteItem oneMore = append(7, 10);
        behind.add(oneMore);
        queue.add(oneMore);

        assertThat(next()).containsExactlyElementsOf(behind);
    }

    @Test
    void crowdedLinesTakeTurnsByTheirShares() throws Exception {
        queue = new WriteQueue(() -> now, 1 << 20);
        int large = 0;
        for (int i = 0; i < 400; i++) {
            queue.add(job(1 << 20));
            for (int j = 0; j < 40; j++) {
                queue.add(job(WriteQueue.MEDIUM));
            }
            queue.add(job(10));
            List<WriteItem> batch = next();
            large += batch.get(0).bytes() >= WriteQueue.LARGE ? 1 : 0;
            now += 20 * MS;
            queue.written(20 * MS);
        }

        // Of every four batches two are of small writes.
        assertThat(large).isBetween(90, 110);
    }

    @Test
    @Timeout(60)
    void wakingTheWriterEndsItsWaitAndLosesNothing() throws Exception {
        queue.wake();
        List<WriteItem> batch = new ArrayList<>();
        assertThat(queue.take(batch, Duration.ofHours(1).toNanos())).isFalse();
        WriteItem item = job(10);
        queue.add(item);
        queue.wake();
        assertThat(queue.take(batch, Duration.ofHours(1).toNanos())).isTrue();
        assertThat(batch).containsExactly(item);
        assertThat(queue.size()).isZero();
    }

    @Test
    void theSizeCountsWhatWaitsInLinesToo() throws Exception {
        WriteItem takenBack = job(10);
        queue.add(takenBack);
        queue.add(job(10));
        queue.add(job(WriteQueue.MEDIUM));
        queue.add(job(1 << 20));
        assertThat(queue.size()).isEqualTo(4);
        assertThat(queue.remove(takenBack)).isTrue();
        next();
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.noneArrived()).isTrue();
        assertThat(queue.isEmpty()).isFalse();
        queue.takeRest(new ArrayList<>());
        assertThat(queue.size()).isZero();
    }

    private List<WriteItem> next() throws InterruptedException {
        List<WriteItem> batch = new ArrayList<>();
        queue.take(batch, 0);
        return batch;
    }

    private static WriteItem job(long bytes) {
        return new WriteItem.Job<>(bytes, false, handle -> true, new CompletableFuture<>());
    }

    private static WriteItem append(long conversation, int length) {
        Entry.Trace trace = new Entry.Trace(new RawJson('"' + "x".repeat(length) + '"'));
        AppendRequest request = new AppendRequest.SendTrace(
                new AppendRequest.Sender(conversation, "a", null, null), trace, Finality.NONE);
        return new WriteItem.Append(request, AppendPermit.ANY, new CompletableFuture<>());
    }
}
