package me.fhir.chitchat.search;

import io.dropwizard.lifecycle.Managed;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.ConversationStore.CommitListener;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.SearchIndex;
import me.fhir.chitchat.runtime.concurrent.Boundary;
import me.fhir.chitchat.runtime.lifecycle.WorkerThreads;
import me.fhir.chitchat.wire.SummaryRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indexes conversations when they end, on a thread of its own: an append must not wait for it. What a stop or an older version
 * left out is indexed after the next start.
 */
public final class SearchIndexer implements CommitListener, Managed {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndexer.class);

    /** Few, since each takes the only writer up to some milliseconds, for which appends wait. */
    private static final int MAX_CONCURRENT = 10;

    private final SearchIndex index;
    private final Function<ConversationSummary, ConversationSummary> excerpt;
    private final ExecutorService worker = WorkerThreads.bounded("search-index", 1);
    private final AtomicBoolean waiting = new AtomicBoolean();

    /** @param excerpt what lists may show of a conversation */
    public SearchIndexer(SearchIndex index, Function<ConversationSummary, ConversationSummary> excerpt) {
        this.index = index;
        this.excerpt = excerpt;
    }

    @Override
    public void start() {
        indexSoon();
    }

    @Override
    public boolean accepts(Commit commit) {
        return commit.after().completed();
    }

    @Override
    public void committed(Commit commit) {
        indexSoon();
    }

    private void indexSoon() {
        // A run that has not begun yet finds what has ended meanwhile.
        if (waiting.compareAndSet(false, true)) {
            try {
                // After a failure the next conversation that ends tries again.
                worker.execute(() -> Boundary.run(LOG, "Indexing conversations that ended", this::indexAll));
            } catch (RejectedExecutionException e) {
                LOG.debug("Not indexed before the next start, because the server stops");
            }
        }
    }

    private void indexAll() {
        waiting.set(false);
        OptionalLong next = OptionalLong.of(0);
        while (next.isPresent() && !worker.isShutdown()) {
            next = index.indexEnded(next.getAsLong(), MAX_CONCURRENT, this::entry);
        }
    }

    private SearchIndex.IndexedEnding entry(ConversationSummary summary) {
        SummaryRow row = SummaryRow.of(excerpt.apply(summary));
        return new SearchIndex.IndexedEnding(Objects.requireNonNull(row.outcome()), row.searched());
    }

    @Override
    public void stop() throws InterruptedException {
        worker.shutdown();
        worker.awaitTermination(5, TimeUnit.SECONDS);
    }
}
