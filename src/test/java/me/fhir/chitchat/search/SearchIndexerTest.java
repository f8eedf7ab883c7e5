package me.fhir.chitchat.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.SearchIndex;
import org.junit.jupiter.api.Test;

class SearchIndexerTest {
    /** Has so many to index at each call; a negative number fails. */
    private static final class CountedIndex implements SearchIndex {
        private final Deque<Integer> batches;
        private final Semaphore calls = new Semaphore(0);

        CountedIndex(Integer... batches) {
            this.batches = new ArrayDeque<>(List.of(batches));
        }

        @Override
        public synchronized int indexEnded(int most, Function<ConversationSummary, IndexedEnding> entry) {
            int batch = batches.removeFirst();
            calls.release();
            if (batch < 0) {
                throw new IllegalStateException("the file is full");
            }
            return Math.min(batch, most);
        }

        boolean calledAgain(int times) throws InterruptedException {
            return calls.tryAcquire(times, 10, TimeUnit.SECONDS);
        }
    }

    @Test
    void indexesAtTheStartUntilNothingIsLeft() throws Exception {
        CountedIndex index = new CountedIndex(10, 10, 7);
        SearchIndexer indexer = new SearchIndexer(index, summary -> summary);
        indexer.start();
        assertThat(index.calledAgain(3)).isTrue();
        indexer.stop();
    }

    @Test
    void triesAgainAfterAFailure() throws Exception {
        CountedIndex index = new CountedIndex(-1, 1);
        SearchIndexer indexer = new SearchIndexer(index, summary -> summary);
        indexer.start();
        assertThat(index.calledAgain(1)).isTrue();
        indexer.start();
        assertThat(index.calledAgain(1)).isTrue();
        indexer.stop();
    }
}
