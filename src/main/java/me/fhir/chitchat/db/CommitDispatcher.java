package me.fhir.chitchat.db;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.ConversationStore.CommitListener;
import me.fhir.chitchat.conversation.ConversationStore.LossListener;
import me.fhir.chitchat.conversation.ConversationStore.SharedCommitListener;
import me.fhir.chitchat.runtime.concurrent.Boundary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers and publishes what was committed, on threads of its own, so that the writer is back at the disk at once. Each
 * conversation belongs to one of the threads: its commits are delivered in order, and one with a thousand watchers
 * holds up only those that share its thread.
 */
final class CommitDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(CommitDispatcher.class);

    private final ExecutorService[] lanes;
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    /** Notified of what other servers commit as well, in the order of the database; none where there are no others. */
    private final List<SharedCommitListener> sharedListeners = new CopyOnWriteArrayList<>();

    private final boolean shared;
    private final List<LossListener> lossListeners = new CopyOnWriteArrayList<>();

    /** @param shared whether other servers commit to the same database */
    CommitDispatcher(int threads, boolean shared) {
        this.shared = shared;
        lanes = new ExecutorService[threads];
        for (int i = 0; i < threads; i++) {
            String name = "commit-dispatcher-" + i;
            lanes[i] = Executors.newSingleThreadExecutor(task -> new Thread(task, name));
        }
    }

    void add(CommitListener listener) {
        if (shared && listener instanceof SharedCommitListener everywhere) {
            sharedListeners.add(everywhere);
        } else {
            listeners.add(listener);
        }
    }

    /** Whether a commit is to be received on every server. */
    boolean isNews(Commit commit) {
        return sharedListeners.stream().anyMatch(listener -> listener.isNews(commit));
    }

    /** Whether a conversation's commits are to be received here, from whichever server. */
    boolean follows(long conversation) {
        return sharedListeners.stream().anyMatch(listener -> listener.follows(conversation));
    }

    /** The conversations of which that is so, each with the last seq that all have who follow it. */
    Map<Long, Long> followed() {
        Map<Long, Long> followed = new HashMap<>();
        sharedListeners.forEach(listener ->
                listener.followed().forEach((conversation, seq) -> followed.merge(conversation, seq, Math::min)));
        return followed;
    }

    /** How many threads there are; a conversation belongs to that of its number modulo this. */
    int threads() {
        return lanes.length;
    }

    /** Runs something on one of the threads. */
    void execute(int thread, Runnable work) {
        lanes[thread].execute(work);
    }

    /** Delivers a commit of whichever server; on the thread that its conversation belongs to. */
    void publishShared(Commit commit) {
        sharedListeners.forEach(listener -> notify(listener, commit));
    }

    void add(LossListener listener) {
        lossListeners.add(listener);
    }

    /**
     * Delivers a batch.
     *
     * @param writerIsFree nothing waits for the writer, whose thread may then answer a caller that is alone: the way
     *     over another thread would cost that one more than the answer
     */
    void deliver(List<WriteItem> batch, boolean writerIsFree) {
        if (batch.size() == 1) {
            WriteItem only = batch.get(0);
            if (writerIsFree) {
                only.answer();
                if (wanted(only.commit())) {
                    lane(only).execute(() -> publish(only));
                }
            } else {
                lane(only).execute(() -> answerAndPublish(only));
            }
            return;
        }
        List<List<WriteItem>> shares = new ArrayList<>();
        for (int i = 0; i < lanes.length; i++) {
            shares.add(new ArrayList<>());
        }
        batch.forEach(item -> shares.get(index(item)).add(item));
        for (int i = 0; i < lanes.length; i++) {
            List<WriteItem> share = shares.get(i);
            if (!share.isEmpty()) {
                lanes[i].execute(() -> answerAndPublishAll(share));
            }
        }
    }

    private boolean wanted(@Nullable Commit commit) {
        return commit != null && listeners.stream().anyMatch(listener -> listener.accepts(commit));
    }

    private int index(WriteItem item) {
        return (int) (item.orderKey() % lanes.length);
    }

    private ExecutorService lane(WriteItem item) {
        return lanes[index(item)];
    }

    private void answerAndPublishAll(List<WriteItem> share) {
        // All senders first: many subscribers must not delay a response.
        share.forEach(WriteItem::answer);
        share.forEach(this::publish);
    }

    private void answerAndPublish(WriteItem item) {
        item.answer();
        publish(item);
    }

    private void publish(WriteItem item) {
        Commit commit = item.commit();
        if (commit == null) {
            return;
        }
        listeners.forEach(listener -> notify(listener, commit));
    }

    private static void notify(CommitListener listener, Commit commit) {
        Boundary.run(LOG, () -> "A listener to conversation " + commit.after().conversation(), () -> {
            if (listener.accepts(commit)) {
                listener.committed(commit);
            }
        });
    }

    void storeLost() {
        everywhere(LossListener::storeLost);
    }

    void storeReady() {
        everywhere(LossListener::storeReady);
    }

    /** Delivers it on the first lane once every lane has delivered what came before. */
    private void everywhere(Consumer<LossListener> word) {
        CountDownLatch drained = new CountDownLatch(lanes.length - 1);
        for (int i = 1; i < lanes.length; i++) {
            lanes[i].execute(drained::countDown);
        }
        lanes[0].execute(() -> {
            try {
                drained.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            lossListeners.forEach(word);
        });
    }

    /** Delivers what is queued, then ends. */
    void stop() throws InterruptedException {
        for (ExecutorService lane : lanes) {
            lane.shutdown();
        }
        for (ExecutorService lane : lanes) {
            if (!lane.awaitTermination(10, TimeUnit.SECONDS)) {
                lane.shutdownNow();
            }
        }
    }
}
