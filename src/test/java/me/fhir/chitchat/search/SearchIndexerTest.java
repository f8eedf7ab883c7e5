package me.fhir.chitchat.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.SearchIndex;
import org.junit.jupiter.api.Test;

class SearchIndexerTest {
    /** Goes on after such an id at each call; after none with 0, and fails with a negative number. */
    private static final class PagedIndex implements SearchIndex {
        private final Deque<Long> nexts;
        private final List<Long> asked = new CopyOnWriteArrayList<>();
        private final Semaphore calls = new Semaphore(0);

        PagedIndex(Long... nexts) {
            this.nexts = new ArrayDeque<>(List.of(nexts));
        }

        @Override
        public synchronized OptionalLong indexEnded(
                long after, int most, Function<ConversationSummary, IndexedEnding> entry) {
            long next = nexts.removeFirst();
            asked.add(after);
            calls.release();
            if (next < 0) {
                throw new IllegalStateException("the file is full");
            }
            return next == 0 ? OptionalLong.empty() : OptionalLong.of(next);
        }

        boolean calledAgain(int times) throws InterruptedException {
            return calls.tryAcquire(times, 10, TimeUnit.SECONDS);
        }
    }

    @Test
    void indexesAtTheStartUntilNothingIsLeft() throws Exception {
        PagedIndex index = new PagedIndex(12L, 31L, 0L);
        SearchIndexer indexer = new SearchIndexer(index, summary -> summary);
        indexer.start();
        assertThat(index.calledAgain(3)).isTrue();
        assertThat(index.asked).containsExactly(0L, 12L, 31L);
        indexer.stop();
    }

    @Test
    void triesAgainAfterAFailure() throws Exception {
        PagedIndex index = new PagedIndex(-1L, 0L);
        SearchIndexer indexer = new SearchIndexer(index, summary -> summary);
        indexer.start();
        assertThat(index.calledAgain(1)).isTrue();
        indexer.start();
        assertThat(index.calledAgain(1)).isTrue();
        indexer.stop();
    }
}
