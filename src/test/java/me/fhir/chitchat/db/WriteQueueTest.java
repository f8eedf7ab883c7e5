package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.AppendPermit;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import org.junit.jupiter.api.Test;

class WriteQueueTest {
    private static final long MS = 1_000_000;

    private long now;
    private final WriteQueue queue = new WriteQueue(() -> now);

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

    private List<WriteItem> next() throws InterruptedException {
        List<WriteItem> batch = new ArrayList<>();
        queue.take(batch, 0);
        return batch;
    }

    private static WriteItem job(long bytes) {
        return new WriteItem.Job<>(bytes, handle -> true, new CompletableFuture<>());
    }

    private static WriteItem append(long conversation, int length) {
        Entry.Trace trace = new Entry.Trace(new RawJson('"' + "x".repeat(length) + '"'));
        AppendRequest request = new AppendRequest.SendTrace(
                new AppendRequest.Sender(conversation, "a", null, null), trace, Finality.NONE);
        return new WriteItem.Append(request, AppendPermit.ANY, new CompletableFuture<>());
    }
}
