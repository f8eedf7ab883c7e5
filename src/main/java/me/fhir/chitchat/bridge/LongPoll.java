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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.http.admission.Departure;
import me.fhir.chitchat.orchestrator.Publication;
import me.fhir.chitchat.orchestrator.Subscriber;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.runtime.concurrent.SerialAction;
import me.fhir.chitchat.runtime.lifecycle.WorkerThreads;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers wait for a conversation to change without holding a thread, from the first read on: one timer and a few
 * workers serve all. For any thread.
 */
public final class LongPoll implements Managed {
    /** How long a caller may be kept waiting. */
    public static final Duration MAX_WAIT = Duration.ofSeconds(45);

    private final Subscriptions subscriptions;
    private final Executor workers;
    private final WaitingCeiling ceiling = new WaitingCeiling();
    private final Set<PendingPoll<?>> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = WorkerThreads.timer("bridge-timer");
    private volatile boolean stopped;

    /**
     * @param workers where the store is read and where futures complete; threads that may block and serve nothing else
     */
    public LongPoll(Subscriptions subscriptions, Executor workers) {
        this.subscriptions = subscriptions;
        this.workers = workers;
    }

    /**
     * Completes as soon as a read finds something: the first one, or one after a commit of this conversation. Completes
     * with nothing when the time is over, when the server stops or when the store lost its data; fails with a
     * {@link ConversationException} when too many wait already. Canceling the future ends the wait.
     *
     * @param read finds what the caller waits for in the store; what it throws fails the future
     * @param atMost not above {@link #MAX_WAIT}
     */
    public <T> CompletableFuture<Optional<T>> await(
            WaitingCeiling.Waiter waiter, Supplier<Optional<T>> read, Duration atMost) {
        try {
            ceiling.enter(waiter);
        } catch (ConversationException e) {
            return CompletableFuture.failedFuture(e);
        }
        PendingPoll<T> wait = new PendingPoll<>(read);
        subscriptions.add(waiter.conversation(), wait);
        waiting.add(wait);
        var unused = wait.found.whenComplete((found, failure) -> {
            subscriptions.remove(waiter.conversation(), wait);
            waiting.remove(wait);
            ceiling.leave(waiter);
        });
        wait.begin(System.nanoTime() + (atMost.compareTo(MAX_WAIT) < 0 ? atMost : MAX_WAIT).toNanos());
        return wait.found;
    }

    /**
     * The same in the name of a request: when its client leaves, it ends at once with nothing, as if its time were over.
     *
     * @param client how the client is seen leaving
     */
    public <T> CompletableFuture<Optional<T>> await(
            WaitingCeiling.Waiter waiter, Supplier<Optional<T>> read, Duration atMost, Departure client) {
        CompletableFuture<Optional<T>> found = await(waiter, read, atMost);
        Runnable unwatch = client.watch(() -> workers.execute(() -> found.complete(Optional.empty())));
        var unused = found.whenComplete((result, failure) -> unwatch.run());
        return found;
    }

    /** Answers callers that have waited, so that many of them do not delay others. */
    public Executor workers() {
        return workers;
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
        private final Supplier<Optional<T>> read;
        private final CompletableFuture<Optional<T>> found = new CompletableFuture<>();
        private final SerialAction checking = new SerialAction(this::check);

        PendingPoll(Supplier<Optional<T>> read) {
            this.read = read;
        }

        @Override
        public void published(List<Publication> events, @Nullable Guidance guidance) {
            checking.runOn(workers);
        }

        @Override
        public void lost() {
            workers.execute(this::giveUp);
        }

        private void check() {
            if (found.isDone()) {
                return;
            }
            try {
                Optional<T> result = read.get();
                if (result.isPresent()) {
                    found.complete(result);
                }
            } catch (RuntimeException e) {
                // The caller waits for the future, whatever it was.
                found.completeExceptionally(e);
            }
        }

        /** Reads once, and then waits until this value of {@link System#nanoTime()}. */
        void begin(long end) {
            if (stopped) {
                giveUp();
                return;
            }
            workers.execute(() -> {
                checking.run();
                if (!found.isDone()) {
                    limit(end - System.nanoTime());
                }
            });
        }

        private void limit(long nanos) {
            if (stopped) {
                giveUp();
                return;
            }
            Future<?> end =
                    timer.schedule(() -> workers.execute(this::giveUp), Math.max(0, nanos), TimeUnit.NANOSECONDS);
            var unused = found.whenComplete((result, failure) -> end.cancel(false));
        }

        void giveUp() {
            found.complete(Optional.empty());
        }
    }
}
