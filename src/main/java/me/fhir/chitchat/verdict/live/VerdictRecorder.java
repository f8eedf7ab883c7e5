package me.fhir.chitchat.verdict.live;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ConversationStore.CommitListener;
import me.fhir.chitchat.conversation.ConversationStore.LossListener;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.runtime.concurrent.Boundary;
import me.fhir.chitchat.runtime.lifecycle.WorkerThreads;
import me.fhir.chitchat.scenario.ScenarioLookup;
import me.fhir.chitchat.verdict.Evaluation;
import me.fhir.chitchat.verdict.LogEntry;
import me.fhir.chitchat.verdict.Verdict;
import me.fhir.chitchat.verdict.VerdictContext;
import me.fhir.chitchat.verdict.VerdictJson;
import me.fhir.chitchat.verdict.VerdictStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the conversations that play a scenario on a thread of its own: notes stalls and disclosures in their log
 * while they run, when the scenario has a contract or marks, and stores the verdict when they end. What is missed
 * because the server stops is computed on demand.
 */
public final class VerdictRecorder implements CommitListener, LossListener, Managed {
    private static final Logger LOG = LoggerFactory.getLogger(VerdictRecorder.class);

    /** Beyond this share of the heap some conversations are judged at their end only. */
    private static final int SHARE_OF_HEAP = 8;

    /** The memory of one conversation's watches, without that of its scenario. */
    private static final long BYTES_OF_ONE = 40 * 1024;

    private static final int BYTES_OF_CHARACTER = 4;

    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final ConversationLog log;
    private final VerdictStore store;
    private final LiveNotes notes;
    private final ExecutorService worker = WorkerThreads.bounded("verdicts", 1);
    private final Set<Long> pending = ConcurrentHashMap.newKeySet();

    /** Only the worker's. */
    private final FollowedConversations<Followed> followed = new FollowedConversations<>(
            Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, SILENCE, InstantSource.system());

    /** A conversation and how far its log has been read. */
    private static final class Followed {
        private final VerdictContext context;
        private final Evaluation evaluation;
        private long lastSeq;

        Followed(VerdictContext context) {
            this.context = context;
            this.evaluation = new Evaluation(context);
        }
    }

    public VerdictRecorder(
            ConversationStore conversations, ScenarioLookup scenarios, VerdictStore store, Orchestrator orchestrator) {
        this.log = new ConversationLog(conversations, scenarios);
        this.store = store;
        this.notes = new LiveNotes(orchestrator);
    }

    @Override
    public boolean accepts(Commit commit) {
        return commit.after().setup().scenarioId() != null;
    }

    @Override
    public void committed(Commit commit) {
        long conversation = commit.after().conversation();
        boolean completed = commit.after().completed();
        // One read is enough for all that was written before it.
        if (pending.add(conversation) || completed) {
            execute(() -> {
                pending.remove(conversation);
                judge(conversation, completed);
            });
        }
    }

    private void execute(Runnable task) {
        try {
            worker.execute(() -> Boundary.run(LOG, "Judging a conversation", task));
        } catch (RejectedExecutionException e) {
            LOG.debug("Not judged, because the server stops");
        }
    }

    private void judge(long conversation, boolean completed) {
        Followed current = followed.active(conversation)
                .or(() -> begin(conversation, completed))
                .orElse(null);
        if (current == null || (!completed && !current.context.isWatched())) {
            return;
        }
        current.lastSeq = log.read(conversation, current.lastSeq, entry -> accept(current, entry));
        if (completed) {
            followed.forget(conversation);
            Verdict verdict = current.evaluation.verdict();
            store.save(conversation, verdict.overall(), new RawJson(VerdictJson.of(verdict)));
        }
    }

    /** Begins to follow a conversation; empty when it is gone or judged, or goes on and there is no room. */
    private Optional<Followed> begin(long conversation, boolean completed) {
        if (!completed && !followed.makeRoom()) {
            return Optional.empty();
        }
        if (completed && store.find(conversation).isPresent()) {
            // An imported one brings its verdict.
            return Optional.empty();
        }
        Optional<Followed> fresh = log.context(conversation).map(Followed::new);
        if (!completed) {
            fresh.ifPresent(
                    one -> followed.follow(conversation, one, BYTES_OF_ONE + BYTES_OF_CHARACTER * one.context.size()));
        }
        return fresh;
    }

    private void accept(Followed current, LogEntry entry) {
        Evaluation.Noticed noticed = current.evaluation.accept(entry);
        if (current.context.isWatched()) {
            notes.write(current.context, noticed);
        }
    }

    @Override
    public void storeLost() {
        execute(followed::forgetAll);
    }

    @Override
    public void stop() throws InterruptedException {
        worker.shutdown();
        worker.awaitTermination(5, TimeUnit.SECONDS);
    }
}
