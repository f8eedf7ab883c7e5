package me.fhir.chitchat.bridge;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import me.fhir.chitchat.concurrent.SerialAction;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.orchestrator.Publication;
import me.fhir.chitchat.orchestrator.Subscriber;
import me.fhir.chitchat.orchestrator.Subscriptions;
import org.jspecify.annotations.Nullable;

/** Lets callers wait for a conversation to change without holding a thread: one timer serves all. For any thread. */
public final class LongPoll implements Managed {
    /** How long a caller may be kept waiting. */
    public static final Duration LONGEST = Duration.ofSeconds(45);

    private final Subscriptions subscriptions;
    private final Executor workers;
    private final Set<PendingPoll<?>> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "bridge-timer");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean stopped;

    /**
     * A long poll without callers.
     *
     * @param workers where a look is taken and where futures complete; threads that may block
     */
    public LongPoll(Subscriptions subscriptions, Executor workers) {
        this.subscriptions = subscriptions;
        this.workers = workers;
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Completes as soon as a look finds something: at once (on the caller's thread) or after a commit of this
     * conversation. Completes with nothing when the time is over, when the server stops or when the store lost its data.
     * Canceling the future ends the wait.
     *
     * @param look reads the store; what it throws fails the future
     * @param atMost not above {@link #LONGEST}
     */
    public <T> CompletableFuture<Optional<T>> await(long conversation, Supplier<Optional<T>> look, Duration atMost) {
        PendingPoll<T> wait = new PendingPoll<>(look);
        subscriptions.add(conversation, wait);
        waiting.add(wait);
        var unused = wait.found.whenComplete((found, failure) -> {
            subscriptions.remove(conversation, wait);
            waiting.remove(wait);
        });
        wait.looking.run();
        if (!wait.found.isDone()) {
            wait.limit(atMost.compareTo(LONGEST) < 0 ? atMost : LONGEST);
        }
        return wait.found;
    }

    /** How many wait now. */
    public int size() {
        return waiting.size();
    }

    /** Ends all waits; from now on every wait ends at once. */
    @Override
    public void stop() {
        stopped = true;
        waiting.forEach(PendingPoll::giveUp);
        timer.shutdownNow();
    }

    private final class PendingPoll<T> implements Subscriber {
        private final Supplier<Optional<T>> look;
        private final CompletableFuture<Optional<T>> found = new CompletableFuture<>();
        private final SerialAction looking = new SerialAction(this::look);

        PendingPoll(Supplier<Optional<T>> look) {
            this.look = look;
        }

        @Override
        public void published(List<Publication> events, @Nullable Guidance guidance) {
            looking.runOn(workers);
        }

        @Override
        public void lost() {
            workers.execute(this::giveUp);
        }

        private void look() {
            if (found.isDone()) {
                return;
            }
            try {
                Optional<T> result = look.get();
                if (result.isPresent()) {
                    found.complete(result);
                }
            } catch (RuntimeException e) {
                found.completeExceptionally(e);
            }
        }

        void limit(Duration atMost) {
            if (stopped) {
                giveUp();
                return;
            }
            Future<?> end = timer.schedule(
                    () -> workers.execute(this::giveUp), Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS);
            var unused = found.whenComplete((result, failure) -> end.cancel(false));
        }

        void giveUp() {
            found.complete(Optional.empty());
        }
    }
}
